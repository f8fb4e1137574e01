using ActorEngine.Gateway.Routing;

namespace ActorEngine.Gateway.Registries;

/// <summary>The group Distribution.</summary>
internal static class DistributionRoutes
{
    public static RouteGroup Group { get; } = new("Distribution",
    [
        new("GET", "/distribution/{name*}/json", "DistributionInspect", "", DistributionQuery.AnswerAsync) { Since = new ApiVersion(1, 30) },
    ]);
}
