using ActorEngine.Contracts;

namespace ActorEngine.Projects;

/// <summary>How a container ends.</summary>
internal static class Removal
{
    /// <param name="volumes">Anonymous volumes go with it.</param>
    public static IEnumerable<Work> Of(ContainerView view, int? timeoutSeconds, bool volumes = false)
    {
        var reference = new ContainerReference(view.Id.Value);
        if (IsUp(view)) yield return Stop(view, timeoutSeconds);
        yield return new Work("container", view.Summary.Name, "remove", new RemoveContainer(reference, Force: true) { Volumes = volumes });
    }

    public static Work Stop(ContainerView view, int? timeoutSeconds) => new("container", view.Summary.Name, "stop", new StopContainer(new ContainerReference(view.Id.Value)) { TimeoutSeconds = timeoutSeconds });

    public static bool IsUp(ContainerView view) => view.Recovering || view.Status is not (ContainerStatus.Created or ContainerStatus.Exited or ContainerStatus.Dead or ContainerStatus.Removing);
}
