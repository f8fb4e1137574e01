using System.Globalization;
using ActorEngine.Contracts;

namespace ActorEngine.Projects;

/// <summary><see cref="ComposeLabels"/> of containers, read and written.</summary>
internal static class ProjectLabels
{
    public static string? ProjectOf(ContainerView view) => view.Summary.Labels.GetValueOrDefault(ComposeLabels.Project);

    public static string ServiceOf(ContainerView view) => view.Summary.Labels.GetValueOrDefault(ComposeLabels.Service) ?? "";

    /// <summary>It was made by run, not by up.</summary>
    public static bool IsOneOff(ContainerView view) => string.Equals(view.Summary.Labels.GetValueOrDefault(ComposeLabels.OneOff), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>0 where it has none.</summary>
    public static int NumberOf(ContainerView view) => int.TryParse(view.Summary.Labels.GetValueOrDefault(ComposeLabels.Number), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;

    public static string? HashOf(ContainerView view) => view.Summary.Labels.GetValueOrDefault(ComposeLabels.Hash);

    /// <summary>What each container of a service has beside the service's own labels.</summary>
    public static IReadOnlyDictionary<string, string> Of(ProjectSettings project, ServiceSettings service, int number, string hash) => new Dictionary<string, string>(service.Container.Labels)
    {
        [ComposeLabels.Project] = project.Name,
        [ComposeLabels.Service] = service.Name,
        [ComposeLabels.Number] = number.ToString(CultureInfo.InvariantCulture),
        [ComposeLabels.OneOff] = "False",
        [ComposeLabels.Hash] = hash,
        [ComposeLabels.Directory] = project.WorkingDirectory,
        [ComposeLabels.Files] = string.Join(',', project.ConfigFiles),
        [ComposeLabels.Version] = ComposeLabels.VersionValue,
        [ComposeLabels.Image] = service.ImageId.Value ?? "",
        [ComposeLabels.DependsOn] = string.Join(',', service.DependsOn.Select(dependency => $"{dependency.Service}:{Word(dependency.Condition)}:{(dependency.Restart ? "true" : "false")}")),
    };

    public static CreateNetwork With(ProjectSettings project, ProjectNetwork network) => network.Create with
    {
        Labels = new Dictionary<string, string>(network.Create.Labels) { [ComposeLabels.Project] = project.Name, [ComposeLabels.Network] = network.Key, [ComposeLabels.Version] = ComposeLabels.VersionValue },
    };

    public static CreateVolume With(ProjectSettings project, ProjectVolume volume) => volume.Create with
    {
        Labels = new Dictionary<string, string>(volume.Create.Labels) { [ComposeLabels.Project] = project.Name, [ComposeLabels.Volume] = volume.Key, [ComposeLabels.Version] = ComposeLabels.VersionValue },
    };

    private static string Word(DependencyCondition condition) => condition switch
    {
        DependencyCondition.Started => "service_started",
        DependencyCondition.Healthy => "service_healthy",
        _ => "service_completed_successfully",
    };
}
