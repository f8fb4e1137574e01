using ActorEngine.Contracts;

namespace ActorEngine.Projects.Tests;

/// <summary>Projects and containers as tests need them.</summary>
internal static class Sample
{
    public static ServiceSettings Service(string name, params string[] dependsOn) => new(name, new ContainerSettings { Image = new ImageReference("busybox"), Network = "shop_default" })
    {
        DependsOn = [.. dependsOn.Select(other => new ServiceDependency(other, DependencyCondition.Healthy))],
    };

    public static ProjectSettings Project(params ServiceSettings[] services) => new("shop")
    {
        WorkingDirectory = "/shop",
        ConfigFiles = ["/shop/compose.yaml"],
        Services = services,
        Networks = [new ProjectNetwork("default", new CreateNetwork("shop_default"))],
        Volumes = [new ProjectVolume("data", new CreateVolume { Name = "shop_data" })],
    };

    /// <summary>A container of a service, as the plan would have made it.</summary>
    public static ContainerView View(ProjectSettings project, string service, int number = 1, ContainerStatus status = ContainerStatus.Running, string? hash = null)
    {
        var settings = project.Services.FirstOrDefault(one => one.Name == service) ?? Service(service);
        var container = settings.Container with { Labels = ProjectLabels.Of(project, settings, number, hash ?? ConfigHash.Of(settings)) };
        var id = new ContainerId($"{service}{number}");
        string name = $"{project.Name}-{service}-{number}";
        var summary = new ContainerSummary { Id = id, Name = name, Image = "busybox", Status = status, Labels = container.Labels };
        return new ContainerView(summary, Inspection(summary, container)) { LogDirectory = "", Run = 1 };
    }

    public static ContainerView Ended(this ContainerView view, int code, int run = 1, ContainerStatus status = ContainerStatus.Exited) =>
        view with { Summary = view.Summary with { Status = status, Exit = new ExitStatus(code) }, Run = run };

    public static ContainerView In(this ContainerView view, ContainerStatus status, HealthStatus? health = null) => view with { Summary = view.Summary with { Status = status, Health = health } };

    public static ContainerView Restarting(this ContainerView view, RestartCondition condition, int most = 0, int count = 0) => view with
    {
        Summary = view.Summary with { RestartCount = count },
        Inspection = view.Inspection with { Settings = view.Inspection.Settings with { Restart = new RestartPolicy { Condition = condition, MaximumRetries = most } } },
    };

    /// <summary>Stages as words: create shop-web-1 ...</summary>
    public static string[] Words(IReadOnlyList<Stage> stages) => [.. stages.Select(stage => string.Join(", ", stage.Lists.SelectMany(list => list.Works).Select(work => $"{work.Action} {work.Name}")))];

    private static ContainerInspection Inspection(ContainerSummary summary, ContainerSettings settings) => new()
    {
        Id = summary.Id,
        Name = summary.Name,
        State = new ContainerStateInfo { Status = summary.Status },
        Settings = settings,
    };
}
