using Feedforward.Server;

namespace Feedforward.Studio;

/// <summary>All that the studio can be asked; each feature gives its own routes.</summary>
internal static class StudioRoutes
{
    /// <summary>The routes.</summary>
    public static IReadOnlyList<Route> All(StudioOptions options, StudioServer studio) =>
    [
        .. PageRoutes.All,
        new("GET", "/api/events", "What happens in the runs, as server-sent events.", new EventStream(studio.Events).AnswerAsync),
        .. new DataRoutes(studio.Tables).All,
        .. RunRoutes.Of(studio.Runs, studio.Events),
        .. ModelRoutes.All(studio.Models),
        MicroscopeRoute.Of(studio.Models),
        .. PredictRoutes.All(studio.Models),
        PerceptronLesson.Route,
        XorLesson.Route,
        NoiseLesson.Route,
        ApproximationLesson.Route,
        LikelihoodLesson.Route,
    ];
}
