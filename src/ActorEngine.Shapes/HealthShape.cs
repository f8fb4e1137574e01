using ActorEngine.Contracts;

namespace ActorEngine.Shapes;

/// <summary>What inspect shows of a container's health and of the containers that it waits for.</summary>
internal static class HealthShape
{
    public static Fields Of(ContainerHealth health) => new()
    {
        ["Status"] = Words.Of(health.Status),
        ["FailingStreak"] = health.FailingStreak,
        ["Log"] = health.Log.Select(Result).ToList(),
    };

    /// <summary>The container's check over its image's; also one that is switched off.</summary>
    public static HealthcheckSettings? Check(ContainerInspection container) =>
        HealthcheckSyntax.Merge(container.Settings.Healthcheck, container.ImageConfiguration.Healthcheck) ?? container.Settings.Healthcheck ?? container.ImageConfiguration.Healthcheck;

    public static Fields Of(ContainerDependency dependency) => new()
    {
        ["Container"] = dependency.Container.Value,
        ["Condition"] = Words.Of(dependency.Condition),
    };

    private static Fields Result(HealthResult result) => new()
    {
        ["Start"] = Human.Rfc3339(result.Start),
        ["End"] = Human.Rfc3339(result.End),
        ["ExitCode"] = result.ExitCode,
        ["Output"] = result.Output,
    };
}
