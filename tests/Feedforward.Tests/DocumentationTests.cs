using System.Globalization;
using System.Text.RegularExpressions;
using Feedforward.Experiments;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;

namespace Feedforward.Tests;

/// <summary>
/// The documentation is true: every csharp snippet compiles, runs and prints what it says behind its arrows, and every
/// link to a file leads to one.
/// </summary>
/// <remarks>
/// In a snippet the line <c>Console.WriteLine(x); // → 0.6457</c> promises a number to as many digits as it shows, and any
/// other text letter by letter. A block of using directives alone stands before all later blocks of its page.
/// </remarks>
public sealed partial class DocumentationTests
{
    /// <summary>Pages whose every snippet must promise something, and pages where those that do are run.</summary>
    private static readonly (string Path, bool All)[] s_pagesWithSnippets = [("docs/fundamentals.md", true), ("docs/csharp.md", true), ("README.md", false)];

    public static TheoryData<string, int, string> Snippets()
    {
        var snippets = new TheoryData<string, int, string>();
        foreach (var (page, all) in s_pagesWithSnippets.Where(page => File.Exists(Path.Combine(Repository.Root, page.Path))))
        {
            var text = Repository.Read(page);
            var usings = "";
            foreach (Match block in SnippetPattern().Matches(text))
            {
                var code = block.Groups[1].Value;
                if (code.Trim().Split('\n').All(line => line.StartsWith("using ", StringComparison.Ordinal)))
                {
                    usings = code;
                    continue;
                }

                if (all || PromisePattern().IsMatch(code))
                {
                    snippets.Add(page, text[..block.Index].Count(c => c == '\n') + 1, usings + code);
                }
            }
        }

        return snippets;
    }

    public static TheoryData<string> Pages()
    {
        var pages = Directory.EnumerateFiles(Repository.Root, "*.md")
            .Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories));
        return [.. pages.Select(page => Path.GetRelativePath(Repository.Root, page)).Order(StringComparer.Ordinal)];
    }

    [Theory]
    [MemberData(nameof(Snippets))]
    public async Task Snippet_prints_what_it_says(string page, int line, string code)
    {
        var promised = PromisePattern().Matches(code).Select(match => match.Groups[1].Value.Trim()).ToArray();
        Assert.True(promised.Length > 0, $"{page}:{line}: the snippet promises nothing.");
        var printer = new Printer();
        var options = ScriptOptions.Default
            .AddReferences(Directory.EnumerateFiles(AppContext.BaseDirectory, "Feedforward*.dll").Where(path => !path.EndsWith("Tests.dll", StringComparison.Ordinal)))
            .AddReferences(Directory.EnumerateFiles(AppContext.BaseDirectory, "Microsoft.Extensions.DependencyInjection*.dll"))
            .AddImports("System", "System.Collections.Generic", "System.Linq");
        await CSharpScript.RunAsync(code, options, new ScriptHost(printer), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(promised.Length, printer.Lines.Count);
        foreach (var (said, printed) in promised.Zip(printer.Lines))
        {
            Assert.True(IsKept(said, printed), $"{page}:{line}: the snippet prints {printed} where it says {said}.");
        }
    }

    public static TheoryData<string> Contributions() =>
        [.. SnippetPattern().Matches(Repository.Read("CONTRIBUTING.md")).Select(match => match.Groups[1].Value)];

    /// <summary>The new files that CONTRIBUTING.md shows compile beside the library as they stand, every public member described.</summary>
    [Theory]
    [MemberData(nameof(Contributions))]
    public void A_new_file_that_is_shown_compiles(string code)
    {
        var tree = CSharpSyntaxTree.ParseText(
            code, new CSharpParseOptions(documentationMode: DocumentationMode.Diagnose), cancellationToken: TestContext.Current.CancellationToken);
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create(
            "Contribution", [tree], references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity >= DiagnosticSeverity.Warning));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_to_a_file_leads_to_one(string page)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, page))!;
        foreach (Match link in LinkPattern().Matches(SnippetPattern().Replace(Repository.Read(page), "")))
        {
            var target = link.Groups[1].Value;
            if (target.Contains("://", StringComparison.Ordinal) || target.StartsWith("mailto:", StringComparison.Ordinal))
            {
                continue;
            }

            var path = Path.Combine(folder, Uri.UnescapeDataString(target));
            Assert.True(File.Exists(path) || Directory.Exists(path), $"{page} links to {target}, which is not there.");
        }
    }

    /// <summary>The table of section 6 is what the experiment finds with its usual choices.</summary>
    [Fact]
    public void The_table_of_xor_is_what_the_experiment_finds()
    {
        var rates = XorExperiment.Run(cancellation: TestContext.Current.CancellationToken).Rates;
        var expected = rates
            .GroupBy(rate => rate.Width)
            .Select(row => $"| {row.Key} | {string.Join(" | ", row.Select(rate => rate.Learned))} |")
            .Prepend("|---|---|---|---|---|---|---|")
            .Prepend($"| hidden neurons | {string.Join(" | ", rates.Select(rate => rate.Activation.Name).Distinct())} |");
        Assert.Contains(string.Join('\n', expected), Repository.Read("docs/fundamentals.md"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.6457", "0.6456563", true)]
    [InlineData("0.6457", "0.6456", false)]
    [InlineData("-0.4534", "-0.45336", true)]
    [InlineData("2", "2.4", true)]
    [InlineData("2", "2.6", false)]
    [InlineData("True", "True", true)]
    [InlineData("True", "False", false)]
    [InlineData("2-3-1", "2-3-1", true)]
    [InlineData("1", "NaN", false)]
    public void A_promise_of_digits_is_kept_to_those_digits(string said, string printed, bool kept) =>
        Assert.Equal(kept, IsKept(said, printed));

    private static bool IsKept(string said, string printed)
    {
        if (!double.TryParse(said, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            || !double.TryParse(printed, NumberStyles.Float, CultureInfo.InvariantCulture, out var actual))
        {
            return said == printed;
        }

        var point = said.IndexOf('.', StringComparison.Ordinal);
        var digits = point < 0 ? 0 : said.Length - point - 1;
        return Math.Abs(actual - number) <= 0.5 * Math.Pow(10, -digits) * (1 + 1e-9);
    }

    [GeneratedRegex(@"^```csharp\r?\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex SnippetPattern();

    [GeneratedRegex(@"// → (.+)$", RegexOptions.Multiline)]
    private static partial Regex PromisePattern();

    [GeneratedRegex(@"\[[^\]\n]*\]\(([^)#\s]+)[^)\n]*\)")]
    private static partial Regex LinkPattern();

    /// <summary>What a snippet's <c>Console</c> is here.</summary>
    public sealed class Printer
    {
        public List<string> Lines { get; } = [];

        public void WriteLine(object? value) => Lines.Add(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
    }

    /// <summary>What a snippet sees beside its own names.</summary>
    public sealed record ScriptHost(Printer Console);
}
