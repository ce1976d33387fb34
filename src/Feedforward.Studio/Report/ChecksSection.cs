using Feedforward.Training;

namespace Feedforward.Studio.Report;

/// <summary>Whether the gradients are right and which units do nothing.</summary>
internal static class ChecksSection
{
    private const int MostNamed = 12;

    public static void Write(HtmlWriter html, ReportContent content)
    {
        html.Add("h2", "Checks", ("id", "checks"));
        html.Add("h3", "Gradients");
        if (content.Examination.GradientCheck is { } check)
        {
            var all = content.Result.Model.Network.ParameterCount;
            html.Paragraph($"{(check.Passes ? "Passed" : "Not passed")}: {(check.Parameters.Count == all ? "all" : "evenly spaced")} {Numbers.Whole(check.Parameters.Count)} of {Numbers.Count(all, "parameter")}, backpropagation beside central differences in double precision. The largest relative error is {Numbers.Of(check.LargestError)} (allowed {Numbers.Of(GradientCheck.Tolerance)}), the largest rounding error {Numbers.Of(check.LargestRoundingError)} (allowed {Numbers.Of(GradientCheck.RoundingTolerance)})."
                + (check.Passes ? "" : " A kink of ReLU between the two points of a difference does that without an error."));
        }
        else
        {
            html.Paragraph("They were not checked.");
        }

        html.Add("h3", "Dead units");
        var activity = content.Examination.Activity;
        if (activity.Count == 0)
        {
            html.Paragraph("The network has no activation whose units could be dead.");
            return;
        }

        var dead = activity.Sum(layer => layer.Dead.Count);
        html.Paragraph($"{(dead == 0 ? "No unit is" : dead == 1 ? "One unit is" : $"{Numbers.Whole(dead)} units are")} dead, which means that the output is the same for all of {Numbers.Count(content.Examination.ActivityRows, "training row")}.");
        new ReportTable(
            "Units behind each activation",
            ["layer", "activation", "units", "dead", "which", "outputs that are 0"],
            activity.Select(layer => (IReadOnlyList<string>)
            [
                layer.Place, layer.Activation, Numbers.Whole(layer.Units), Numbers.Whole(layer.Dead.Count),
                layer.Dead.Count == 0 ? "–" : string.Join(", ", layer.Dead.Take(MostNamed).Select(unit => Numbers.Whole(unit + 1))) + (layer.Dead.Count > MostNamed ? ", …" : ""),
                Numbers.Percent(layer.ShareOfZeros),
            ]),
            2).Write(html);
    }
}
