using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Feedforward.Tests.Architecture;

/// <summary>The plan of the house (docs/architecture.md), read off the sources.</summary>
public sealed class ArchitectureTests
{
    private const int MostLines = 300;

    private static readonly string[] s_vagueEndings = ["Base", "Helper", "Helpers", "Manager", "Utils", "Util", "Utilities", "Provider"];

    /// <summary>Functions whose last bits differ between platforms. Square root, fused multiply-add and the like are exactly rounded.</summary>
    private static readonly HashSet<string> s_platformFunctions =
    [
        "Exp", "Exp2", "Exp10", "ExpM1", "Exp2M1", "Exp10M1", "Log", "Log2", "Log10", "LogP1", "Log2P1", "Log10P1", "Pow", "Cbrt", "RootN", "Hypot",
        "Sin", "Cos", "Tan", "SinCos", "SinPi", "CosPi", "TanPi", "SinCosPi", "Asin", "Acos", "Atan", "Atan2", "AsinPi", "AcosPi", "AtanPi", "Atan2Pi",
        "Sinh", "Cosh", "Tanh", "Asinh", "Acosh", "Atanh",
    ];

    /// <summary>Where they may stand nevertheless, and why.</summary>
    private static readonly Dictionary<string, string> s_mayUsePlatformFunctions = new()
    {
        ["Real64.cs"] = "double precision serves checks; training never uses it",
        ["Kernels/SoftmaxKernel.cs"] = "for double precision alone; single precision takes the vectors' own",
        ["Kernels/PeriodicLoops.cs"] = "double precision serves checks; training takes the vectors' own",
        ["Kernels/ErrorFunction.cs"] = "the double-precision error function of Real64",
        ["Metrics/Histogram.cs"] = "how many bins a picture has changes no weight",
        ["Metrics/LogLoss.cs"] = "a measure of a finished model changes no weight",
    };

    [Fact]
    public void The_core_compiles_here_so_that_every_name_is_understood() =>
        Assert.Empty(CoreSource.Compilation
            .GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));

    [Fact]
    public void Vectors_and_pointers_are_in_the_kernels_alone()
    {
        var faults = new List<string>();

        // The functions of the system's MPI library are called by their addresses.
        foreach (var path in Repository.Sources("src").Where(path =>
            !path.StartsWith(CoreSource.Folder + "Kernels/", StringComparison.Ordinal) && !path.StartsWith("src/Feedforward.Mpi/Native/", StringComparison.Ordinal)))
        {
            // "Intrinsics" is the last part of the namespace of vectors, in a using directive or a full name.
            faults.AddRange(Parse(path).DescendantTokens()
                .Where(token => token.Kind() is SyntaxKind.UnsafeKeyword or SyntaxKind.FixedKeyword || token.ValueText == "Intrinsics")
                .Select(token => $"{path}: {token.Text}"));
        }

        Assert.Empty(faults);
    }

    [Fact]
    public void Every_file_of_the_core_belongs_to_a_room() =>
        Assert.All(Repository.Sources(CoreSource.Folder), path => Assert.NotNull(Room.Of(path[CoreSource.Folder.Length..])));

    [Fact]
    public void Rooms_know_only_what_the_arrows_allow()
    {
        var faults = new SortedSet<string>(StringComparer.Ordinal);
        var used = new HashSet<(string Room, string Type)>();
        foreach (var (path, line, symbol) in CoreSource.Uses)
        {
            if (CoreSource.TypeOf(symbol) is not { } type || Room.Of(path) is not { } room)
            {
                continue;
            }

            foreach (var place in type.DeclaringSyntaxReferences.Select(reference => reference.SyntaxTree.FilePath))
            {
                if (Room.Of(place) is { } other && !room.MayUse(other, type.Name))
                {
                    faults.Add($"{path}:{line}: {room.Name} uses {type.Name} of {other.Name}");
                }

                used.Add((room.Name, type.Name));
            }
        }

        Assert.Empty(faults);

        // An exception that is no longer needed goes.
        Assert.Empty(Room.Core.SelectMany(room => room.MayKnowTypes.Select(type => (room.Name, type))).Except(used));
    }

    [Fact]
    public void The_core_knows_no_console_and_no_file()
    {
        var faults = CoreSource.Uses
            .Select(use => (use.Path, use.Line, Type: CoreSource.TypeOf(use.Symbol)))
            .Where(use => use.Type is { } type
                && (type.ToDisplayString() == "System.Console" || type.ContainingNamespace?.ToDisplayString() == "System.IO"))
            .Select(use => $"{use.Path}:{use.Line}: {use.Type!.Name}");
        Assert.Empty(faults);
    }

    [Fact]
    public void What_is_trained_uses_no_function_that_differs_between_platforms()
    {
        var found = CoreSource.Uses
            .Where(use => use.Symbol is IMethodSymbol method
                && method.ContainingNamespace?.ToDisplayString().StartsWith("System", StringComparison.Ordinal) == true
                && (s_platformFunctions.Contains(method.Name) || method.Name.EndsWith("Estimate", StringComparison.Ordinal)))
            .ToList();
        Assert.Empty(found
            .Where(use => !s_mayUsePlatformFunctions.ContainsKey(use.Path))
            .Select(use => $"{use.Path}:{use.Line}: {use.Symbol.ToDisplayString()}"));

        // An exception that is no longer needed goes.
        Assert.Empty(s_mayUsePlatformFunctions.Keys.Except(found.Select(use => use.Path)));
    }

    [Fact]
    public void No_file_is_longer_than_a_reader_can_hold() => Assert.Empty(Repository.Sources("src")
        .Select(path => (Path: path, Lines: File.ReadLines(Path.Combine(Repository.Root, path)).Count()))
        .Where(file => file.Lines > MostLines)
        .Select(file => $"{file.Path}: {file.Lines} lines"));

    [Fact]
    public void Names_of_types_say_something() => Assert.Empty(Repository.Sources("src").SelectMany(path => Types(path)
        .Where(type => s_vagueEndings.Any(ending => type.EndsWith(ending, StringComparison.Ordinal)))
        .Select(type => $"{path}: {type}")));

    [Fact]
    public void A_file_is_named_after_a_type_in_it() => Assert.All(
        Repository.Sources("src").Where(path => Path.GetFileName(path) != "Program.cs"),
        path => Assert.Contains(Path.GetFileName(path).Split('.')[0], Types(path)));

    [Fact]
    public void A_namespace_of_the_core_is_its_folder()
    {
        var faults = new List<string>();
        foreach (var path in Repository.Sources(CoreSource.Folder))
        {
            var parts = path.Split('/');
            var expected = string.Join('.', parts[1..^1]);
            faults.AddRange(Parse(path).DescendantNodes()
                .OfType<BaseNamespaceDeclarationSyntax>()
                .Where(space => space.Name.ToString() != expected)
                .Select(space => $"{path}: {space.Name}, expected {expected}"));
        }

        Assert.Empty(faults);
    }

    /// <summary>Tabular ← Onnx ← DependencyInjection, MLNet, Server ← Studio ← Cli; the core refers to nothing and uses no package.</summary>
    [Fact]
    public void Projects_refer_along_the_arrows()
    {
        string[] order = ["Feedforward", "Feedforward.Tabular", "Feedforward.Onnx", "Feedforward.DependencyInjection", "Feedforward.MLNet", "Feedforward.Mpi", "Feedforward.Server", "Feedforward.Studio", "Feedforward.Cli"];
        foreach (var path in Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories))
        {
            var name = Path.GetFileNameWithoutExtension(path);
            Assert.Contains(name, order);
            var project = XDocument.Load(path);
            foreach (var reference in project.Descendants("ProjectReference"))
            {
                var other = Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/'));
                Assert.True(Array.IndexOf(order, other) < Array.IndexOf(order, name), $"{name} refers to {other}, against the arrows.");
            }

            if (name == "Feedforward")
            {
                Assert.Empty(project.Descendants("PackageReference"));
            }

            // ML.NET brings native libraries, which nobody who does not ask for it shall carry.
            Assert.DoesNotContain(project.Descendants("ProjectReference"), reference => reference.Attribute("Include")!.Value.Contains("MLNet", StringComparison.Ordinal));
        }
    }

    private static SyntaxNode Parse(string path) =>
        CSharpSyntaxTree.ParseText(Repository.Read(path), new CSharpParseOptions(LanguageVersion.Preview)).GetRoot();

    private static IEnumerable<string> Types(string path) => Parse(path).DescendantNodes()
        .Where(node => node is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax)
        .Select(node => node is BaseTypeDeclarationSyntax type ? type.Identifier.Text : ((DelegateDeclarationSyntax)node).Identifier.Text);
}
