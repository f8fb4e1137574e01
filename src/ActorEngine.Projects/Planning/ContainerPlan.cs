using System.Globalization;
using ActorEngine.Contracts;

namespace ActorEngine.Projects;

/// <summary>What is to be done to one service's containers: kept, made, made anew or removed.</summary>
/// <param name="project">Whose service it is.</param>
/// <param name="service">The service.</param>
/// <param name="views">Its containers.</param>
internal sealed class ContainerPlan(ProjectSettings project, ServiceSettings service, IReadOnlyList<ContainerView> views)
{
    private readonly string hash = ConfigHash.Of(service);
    private readonly List<string> started = [];

    /// <summary>A container of it is made anew.</summary>
    public bool Recreates { get; private set; }

    /// <summary>What makes the containers.</summary>
    public WorkList Converge(RunProject command)
    {
        var works = new List<Work>();
        var kept = new Dictionary<int, ContainerView>();
        foreach (var view in views.OrderBy(ProjectLabels.NumberOf).ThenBy(view => view.Summary.CreatedAt))
        {
            int number = ProjectLabels.NumberOf(view);
            bool surplus = number < 1 || number > service.Scale || kept.ContainsKey(number);
            if (surplus) works.AddRange(Removal.Of(view, command.TimeoutSeconds));
            else kept[number] = view;
        }

        for (int number = 1; number <= service.Scale; number++)
        {
            string name = NameOf(project, service, number);
            started.Add(name);
            if (kept.TryGetValue(number, out var view))
            {
                if (!Differs(view, name, command.Recreate)) continue;
                Recreates = true;
                works.AddRange(Removal.Of(view, command.TimeoutSeconds, volumes: false));
            }

            works.Add(new Work("container", name, "create", new CreateContainer(OperationId.New(), name, Settings(number, view, command))));
        }

        return new WorkList(service.Name, works);
    }

    /// <summary>What starts them; call after <see cref="Converge"/>.</summary>
    public WorkList Start() => new(service.Name, [.. started.Select(name => new Work("container", name, "start", new StartContainer(new ContainerReference(name))))]);

    /// <summary>What starts them anew, those that run too.</summary>
    public WorkList Restart() => new(service.Name, [.. started.Select(name => new Work("container", name, "restart", new RestartContainer(new ContainerReference(name))))]);

    public static string NameOf(ProjectSettings project, ServiceSettings service, int number) =>
        service.ContainerName ?? string.Create(CultureInfo.InvariantCulture, $"{project.Name}-{service.Name}-{number}");

    private bool Differs(ContainerView view, string name, RecreateChoice choice) => choice switch
    {
        RecreateChoice.Always => true,
        RecreateChoice.Never => false,
        _ => ProjectLabels.HashOf(view) != hash || view.Summary.Name != name || view.Status == ContainerStatus.Dead,
    };

    private ContainerSettings Settings(int number, ContainerView? old, RunProject command) => service.Container with
    {
        Labels = ProjectLabels.Of(project, service, number, hash),
        Mounts = [.. service.Container.Mounts.Select(mount => Kept(mount, old))],
        DependsOn = command.NoDependencies ? [] : [.. from dependency in service.DependsOn
            let other = project.Services.First(one => one.Name == dependency.Service)
            where other.Scale > 0
            select new ContainerDependency(new ContainerReference(NameOf(project, other, 1)), dependency.Condition)],
    };

    /// <summary>An anonymous volume goes over to the container that takes the old one's place.</summary>
    private static MountSettings Kept(MountSettings mount, ContainerView? old) => mount is { Kind: MountKind.Volume, Source: "" }
        && old?.Inspection.Mounts.FirstOrDefault(point => point.Kind == MountKind.Volume && point.Target == mount.Target && point.Name.Length > 0) is { } point
            ? mount with { Source = point.Name }
            : mount;
}
