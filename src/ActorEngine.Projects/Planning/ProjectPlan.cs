using ActorEngine.Contracts;

namespace ActorEngine.Projects;

/// <summary>What is done, in which order, to make a project so: a function of its settings and of what there is.</summary>
internal static class ProjectPlan
{
    /// <summary>To make and start it.</summary>
    /// <param name="views">The project's containers.</param>
    /// <param name="networks">Names of all networks.</param>
    public static (IReadOnlyList<Stage> Stages, Fault? Fault) Run(RunProject command, IReadOnlyList<ContainerView> views, IReadOnlyCollection<string> networks)
    {
        var project = command.Project;
        if (ProjectRules.Check(command.Services, [.. project.Services.Select(service => service.Name)]) is { } unknown) return ([], unknown);
        if (project.Networks.FirstOrDefault(network => network.External && !networks.Contains(network.Create.Name)) is { } missing)
            return ([], new Fault(FaultCode.NotFound, $"The network {missing.Create.Name} is external, and there is none: make it with 'network create'.") { Field = "project.networks" });
        var chosen = command.NoDependencies && command.Services.Count > 0
            ? [.. project.Services.Where(service => command.Services.Contains(service.Name))]
            : ServiceOrder.Needed(project.Services, command.Services);
        var stages = new List<Stage> { Surroundings(project, networks) };
        if (command.RemoveOrphans) stages.Add(new Stage([new WorkList(null, [.. Orphans(project, views).SelectMany(view => Removal.Of(view, command.TimeoutSeconds))])]));
        var layers = ServiceOrder.Layers(chosen);
        var plans = chosen.ToDictionary(service => service.Name, service => new ContainerPlan(project, service, Own(views, service.Name)));
        // Whoever waits for another is made after it; with a changed dependency the old one is gone for the while.
        stages.AddRange(layers.Select(layer => new Stage([.. layer.Select(service => plans[service.Name].Converge(command))])));
        if (!command.NoStart) stages.AddRange(layers.Select(layer => new Stage([.. layer.Select(service => Start(service, plans))])));
        return (Filled(stages), null);
    }

    /// <summary>To start what there is.</summary>
    public static IReadOnlyList<Stage> Start(ProjectSettings project, IReadOnlyList<ContainerView> views, IReadOnlyList<string> services) =>
        Filled(ServiceOrder.Layers(project.Services).Select(layer => new Stage([.. layer.Where(service => IsMeant(services, service.Name)).Select(service =>
            new WorkList(service.Name, [.. Own(views, service.Name).Select(view => new Work("container", view.Summary.Name, "start", new StartContainer(new ContainerReference(view.Id.Value))))]))])));

    /// <summary>To stop what runs: what depends on others first.</summary>
    public static IReadOnlyList<Stage> Stop(ProjectSettings project, IReadOnlyList<ContainerView> views, IReadOnlyList<string> services, int? timeoutSeconds) =>
        Backwards(project, views, services, own => own.Where(Removal.IsUp).Select(view => Removal.Stop(view, timeoutSeconds)));

    /// <summary>To remove it. Networks and volumes go where no service is named.</summary>
    public static IReadOnlyList<Stage> Remove(ProjectSettings project, RemoveProject command, IReadOnlyList<ContainerView> views, IReadOnlyList<NetworkInspection> networks)
    {
        var stages = new List<Stage>(Backwards(project, views, command.Services, own => own.SelectMany(view => Removal.Of(view, command.TimeoutSeconds, command.Volumes))));
        if (command.Services.Count > 0) return Filled(stages);
        var others = views.Where(view => ProjectLabels.IsOneOff(view) || command.RemoveOrphans && Orphans(project, views).Contains(view));
        stages.Add(new Stage([new WorkList(null, [.. others.SelectMany(view => Removal.Of(view, command.TimeoutSeconds, command.Volumes))])]));
        var own = networks.Where(network => network.Labels.GetValueOrDefault(ComposeLabels.Project) == project.Name);
        stages.Add(new Stage([new WorkList(null, [.. own.Select(network => new Work("network", network.Name, "remove", new RemoveNetwork(new NetworkReference(network.Name))))])]));
        if (command.Volumes)
            stages.Add(new Stage([new WorkList(null, [.. project.Volumes.Where(volume => !volume.External).Select(volume => new Work("volume", volume.Create.Name!, "remove", new RemoveVolume(new VolumeName(volume.Create.Name!), Force: true)))])]));
        return Filled(stages);
    }

    /// <summary>A project that only its containers' labels tell of.</summary>
    public static ProjectSettings Found(string name, IReadOnlyList<ContainerView> views) => new(name)
    {
        WorkingDirectory = views.Select(view => view.Summary.Labels.GetValueOrDefault(ComposeLabels.Directory)).FirstOrDefault(directory => directory is not null) ?? "",
        ConfigFiles = views.Select(view => view.Summary.Labels.GetValueOrDefault(ComposeLabels.Files)).FirstOrDefault(files => files is not null)?.Split(',') ?? [],
        Services = [.. views.Where(view => !ProjectLabels.IsOneOff(view)).GroupBy(ProjectLabels.ServiceOf).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new ServiceSettings(group.Key, group.First().Inspection.Settings) { Scale = group.Count() })],
    };

    public static IReadOnlyList<ContainerView> Own(IReadOnlyList<ContainerView> views, string service) => [.. views.Where(view => ProjectLabels.ServiceOf(view) == service && !ProjectLabels.IsOneOff(view))];

    private static Stage Surroundings(ProjectSettings project, IReadOnlyCollection<string> networks) => new(
    [
        new WorkList(null, [.. project.Networks.Where(network => !network.External && !networks.Contains(network.Create.Name)).Select(network => new Work("network", network.Create.Name, "create", ProjectLabels.With(project, network)))]),
        new WorkList(null, [.. project.Volumes.Select(volume => volume.External
            ? new Work("volume", volume.Create.Name!, "find", new InspectVolume(new VolumeName(volume.Create.Name!)))
            : new Work("volume", volume.Create.Name!, "create", ProjectLabels.With(project, volume)))]),
    ]);

    private static WorkList Start(ServiceSettings service, Dictionary<string, ContainerPlan> plans) =>
        service.DependsOn.Any(dependency => dependency.Restart && plans.TryGetValue(dependency.Service, out var other) && other.Recreates) && !plans[service.Name].Recreates
            ? plans[service.Name].Restart()
            : plans[service.Name].Start();

    private static IReadOnlyList<Stage> Backwards(ProjectSettings project, IReadOnlyList<ContainerView> views, IReadOnlyList<string> services, Func<IReadOnlyList<ContainerView>, IEnumerable<Work>> works) =>
        Filled(ServiceOrder.Layers(project.Services).Reverse().Select(layer => new Stage([.. layer.Where(service => IsMeant(services, service.Name))
            .SelectMany(service => Own(views, service.Name).Select(view => new WorkList(service.Name, [.. works([view])])))])));

    private static List<ContainerView> Orphans(ProjectSettings project, IReadOnlyList<ContainerView> views) =>
        [.. views.Where(view => !ProjectLabels.IsOneOff(view) && project.Services.All(service => service.Name != ProjectLabels.ServiceOf(view)))];

    private static bool IsMeant(IReadOnlyList<string> services, string name) => services.Count == 0 || services.Contains(name);

    private static IReadOnlyList<Stage> Filled(IEnumerable<Stage> stages) =>
        [.. stages.Select(stage => new Stage([.. stage.Lists.Where(list => list.Works.Count > 0)])).Where(stage => stage.Lists.Count > 0)];
}
