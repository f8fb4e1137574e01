using System.Globalization;
using ActorEngine.Contracts;

namespace ActorEngine.Projects;

/// <summary>Labels as Docker's compose writes and reads them (version 2), so that both see each other's containers.</summary>
internal static class ProjectLabels
{
    public const string Project = "com.docker.compose.project", Service = "com.docker.compose.service", Number = "com.docker.compose.container-number",
        OneOff = "com.docker.compose.oneoff", Hash = "com.docker.compose.config-hash", Directory = "com.docker.compose.project.working_dir",
        Files = "com.docker.compose.project.config_files", Version = "com.docker.compose.version", Network = "com.docker.compose.network",
        Volume = "com.docker.compose.volume", Image = "com.docker.compose.image", DependsOn = "com.docker.compose.depends_on";

    /// <summary>The version of compose whose labels these are.</summary>
    public const string VersionValue = "2.40.0";

    public static string? ProjectOf(ContainerView view) => view.Summary.Labels.GetValueOrDefault(Project);

    public static string ServiceOf(ContainerView view) => view.Summary.Labels.GetValueOrDefault(Service) ?? "";

    /// <summary>It was made by run, not by up.</summary>
    public static bool IsOneOff(ContainerView view) => string.Equals(view.Summary.Labels.GetValueOrDefault(OneOff), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>0 where it has none.</summary>
    public static int NumberOf(ContainerView view) => int.TryParse(view.Summary.Labels.GetValueOrDefault(Number), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;

    public static string? HashOf(ContainerView view) => view.Summary.Labels.GetValueOrDefault(Hash);

    /// <summary>What each container of a service has beside the service's own labels.</summary>
    public static IReadOnlyDictionary<string, string> Of(ProjectSettings project, ServiceSettings service, int number, string hash) => new Dictionary<string, string>(service.Container.Labels)
    {
        [Project] = project.Name,
        [Service] = service.Name,
        [Number] = number.ToString(CultureInfo.InvariantCulture),
        [OneOff] = "False",
        [Hash] = hash,
        [Directory] = project.WorkingDirectory,
        [Files] = string.Join(',', project.ConfigFiles),
        [Version] = VersionValue,
        [Image] = service.ImageId.Value ?? "",
        [DependsOn] = string.Join(',', service.DependsOn.Select(dependency => $"{dependency.Service}:{Word(dependency.Condition)}:{(dependency.Restart ? "true" : "false")}")),
    };

    public static CreateNetwork With(ProjectSettings project, ProjectNetwork network) => network.Create with
    {
        Labels = new Dictionary<string, string>(network.Create.Labels) { [Project] = project.Name, [Network] = network.Key, [Version] = VersionValue },
    };

    public static CreateVolume With(ProjectSettings project, ProjectVolume volume) => volume.Create with
    {
        Labels = new Dictionary<string, string>(volume.Create.Labels) { [Project] = project.Name, [Volume] = volume.Key, [Version] = VersionValue },
    };

    private static string Word(DependencyCondition condition) => condition switch
    {
        DependencyCondition.Started => "service_started",
        DependencyCondition.Healthy => "service_healthy",
        _ => "service_completed_successfully",
    };
}
