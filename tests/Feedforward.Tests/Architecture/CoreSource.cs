using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Feedforward.Tests.Architecture;

/// <summary>The sources of the core, compiled once, so that a reference is found with and without a using directive.</summary>
internal static class CoreSource
{
    public const string Folder = "src/Feedforward/";

    private static readonly Lazy<CSharpCompilation> s_compilation = new(Compile);

    private static readonly Lazy<IReadOnlyList<(string Path, int Line, ISymbol Symbol)>> s_uses = new(() => [.. FindUses()]);

    public static CSharpCompilation Compilation => s_compilation.Value;

    /// <summary>Every use of a name in code (comments left out): where, and what it means.</summary>
    public static IReadOnlyList<(string Path, int Line, ISymbol Symbol)> Uses => s_uses.Value;

    /// <summary>The outermost type that is or holds a symbol, or null.</summary>
    public static INamedTypeSymbol? TypeOf(ISymbol symbol)
    {
        var type = symbol as INamedTypeSymbol ?? symbol.ContainingType;
        while (type?.ContainingType is { } outer)
        {
            type = outer;
        }

        return type?.OriginalDefinition;
    }

    private static IEnumerable<(string Path, int Line, ISymbol Symbol)> FindUses()
    {
        foreach (var tree in Compilation.SyntaxTrees.Where(tree => tree.FilePath.Length > 0))
        {
            var model = Compilation.GetSemanticModel(tree);
            foreach (var name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
            {
                if (model.GetSymbolInfo(name).Symbol is { } symbol)
                {
                    yield return (tree.FilePath, tree.GetLineSpan(name.Span).StartLinePosition.Line + 1, symbol.OriginalDefinition);
                }
            }
        }
    }

    private static CSharpCompilation Compile()
    {
        var options = new CSharpParseOptions(LanguageVersion.Preview);
        var trees = Repository.Sources(Folder)
            .Select(path => CSharpSyntaxTree.ParseText(Repository.Read(path), options, path[Folder.Length..]))
            .Append(CSharpSyntaxTree.ParseText(
                "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading; global using System.Threading.Tasks;",
                options));
        var platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path));
        return CSharpCompilation.Create(
            "Core", trees, platform, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
    }
}
