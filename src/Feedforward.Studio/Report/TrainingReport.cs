using System.Text;
using Feedforward.Tabular;

namespace Feedforward.Studio.Report;

/// <summary>
/// A training as one HTML file: nothing is loaded, no script is needed, it prints, it follows the reader's light or dark theme.
/// It is well-formed XML, so that a program can read it too.
/// </summary>
public static class TrainingReport
{
    /// <summary>Writes the report to a file, which is replaced whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">What it is made of.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, ReportContent content)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var unfinished = path + ".unfinished";
        using (var stream = File.Create(unfinished))
        {
            Write(stream, content);
        }

        File.Move(unfinished, path, overwrite: true);
    }

    /// <summary>Writes the report to a stream, which stays open.</summary>
    /// <param name="stream">Takes UTF-8.</param>
    /// <param name="content">What it is made of.</param>
    public static void Write(Stream stream, ReportContent content)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(content);
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true);
        writer.Write("<!DOCTYPE html>\n");
        writer.Write(Document(content));
    }

    private static string Document(ReportContent content)
    {
        var html = new HtmlWriter();
        var target = content.Result.Model.Target;
        var title = $"{target.Name} from {content.DataName}: report of a training";
        using (html.Open("html", ("lang", "en"), ("xmlns", "http://www.w3.org/1999/xhtml")))
        {
            using (html.Open("head"))
            {
                html.Empty("meta", ("charset", "utf-8"));
                html.Empty("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
                html.Empty("meta", ("http-equiv", "Content-Security-Policy"), ("content", "default-src 'none'; style-src 'unsafe-inline'"));
                html.Add("title", title);
                html.Add("style", Style());
            }

            using (html.Open("body"))
            using (html.Open("main"))
            {
                html.Add("h1", title);
                VerdictSection.Write(html, content);
                Contents(html, target.Task);
                DataSection.Write(html, content);
                SetupSection.Write(html, content);
                CurvesSection.Write(html, content.Result);
                if (target.Task == LearningTask.Regression)
                {
                    RegressionSection.Write(html, content);
                }
                else
                {
                    ClassificationSection.Write(html, content);
                }

                ImportanceSection.Write(html, content.Examination);
                ErrorsSection.Write(html, content);
                TraceSection.Write(html, content);
                ChecksSection.Write(html, content);
                ModelCardSection.Write(html, content);
            }
        }

        return html.ToString();
    }

    private static void Contents(HtmlWriter html, LearningTask task)
    {
        using var nav = html.Open("nav", ("aria-label", "Contents"));
        using var list = html.Open("ul");
        foreach (var (id, name) in (ReadOnlySpan<(string, string)>)
        [
            ("data", "Data"), ("setup", "Set-up"), ("curves", "Training"), ("quality", task == LearningTask.Regression ? "Residuals" : "Classes"),
            ("importance", "Importance"), ("errors", "Errors"), ("trace", "One row"), ("checks", "Checks"), ("card", "Model card"),
        ])
        {
            using var item = html.Open("li");
            html.Add("a", name, ("href", "#" + id));
        }
    }

    // The style has no letter that would be escaped.
    private static string Style()
    {
        using var stream = typeof(TrainingReport).Assembly.GetManifestResourceStream("report.css")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().Replace("\"", "", StringComparison.Ordinal);
    }
}
