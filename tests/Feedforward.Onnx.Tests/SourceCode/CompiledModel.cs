using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Feedforward.Onnx.Tests.SourceCode;

/// <summary>A written C# file, compiled against the framework alone, whose class predicts.</summary>
internal sealed class CompiledModel
{
    private readonly Type _class;
    private readonly Type _input;

    private CompiledModel(Type type)
    {
        _class = type;
        _input = type.GetNestedType("Input")!;
    }

    public IReadOnlyList<string> Properties => [.. _input.GetProperties().Select(property => property.Name)];

    /// <summary>Compiles a file as a person would: with nullable references checked and without a warning.</summary>
    public static CompiledModel Of(string text)
    {
        var tree = CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.CSharp12), cancellationToken: TestContext.Current.CancellationToken);
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create(
            "Exported", [tree], references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));
        using var assembly = new MemoryStream();
        var result = compilation.Emit(assembly, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Empty(result.Diagnostics.Where(found => found.Severity >= DiagnosticSeverity.Warning).Select(found => found.ToString()));
        assembly.Position = 0;
        var loaded = new AssemblyLoadContext("exported", isCollectible: true).LoadFromStream(assembly);
        return new CompiledModel(Assert.Single(loaded.GetExportedTypes(), type => !type.IsNested));
    }

    /// <summary>Predicts a record given by the properties' names.</summary>
    public object Predict(IReadOnlyDictionary<string, object?> cells)
    {
        var input = Activator.CreateInstance(_input)!;
        foreach (var (property, cell) in cells)
        {
            _input.GetProperty(property)!.SetValue(input, cell);
        }

        try
        {
            return _class.GetMethod("Predict")!.Invoke(null, [input])!;
        }
        catch (TargetInvocationException fault)
        {
            throw fault.InnerException!;
        }
    }

    public static T Value<T>(object prediction, string property) => (T)prediction.GetType().GetProperty(property)!.GetValue(prediction)!;
}
