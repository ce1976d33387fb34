namespace Feedforward.Server;

/// <summary>Something a server can be asked.</summary>
/// <param name="Method">GET (then HEAD too) or POST.</param>
/// <param name="Template">The path, in which {model} stands for a model's name.</param>
/// <param name="Summary">What it answers, in one line.</param>
/// <param name="Answer">Answers a request.</param>
internal sealed record Route(string Method, string Template, string Summary, Func<Exchange, ValueTask> Answer)
{
    private const string Variable = "{model}";

    private readonly int _variable = Template.IndexOf(Variable, StringComparison.Ordinal);

    /// <summary>Whether a path is this route's; gives what stands for {model}.</summary>
    public bool Matches(string path, out string? model)
    {
        model = null;
        if (_variable < 0)
        {
            return path == Template;
        }

        var end = Template.AsSpan(_variable + Variable.Length);
        if (path.Length <= _variable + end.Length
            || !path.AsSpan(0, _variable).SequenceEqual(Template.AsSpan(0, _variable))
            || !path.AsSpan().EndsWith(end, StringComparison.Ordinal))
        {
            return false;
        }

        model = path[_variable..^end.Length];
        return !model.Contains('/', StringComparison.Ordinal);
    }

    /// <summary>Whether a method is this route's.</summary>
    public bool Takes(string method) => method == Method || (method == "HEAD" && Method == "GET");
}
