using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle;

/// <summary>Who depends on whom.</summary>
internal static class Dependencies
{
    /// <summary>The container that is meant now: who has the name, else who had it at the creation; null where there is neither.</summary>
    public static ContainerView? Find(ContainerDependency dependency, ContainerProjection containers) =>
        containers.Resolve(dependency.Container, out _) ?? (dependency.Id.Value is { Length: > 0 } ? containers.Find(dependency.Id) : null);

    /// <summary>Writes down who is meant. A fault where one is not there, or depends on the new one.</summary>
    public static Fault? Settle(ref CreateContainer create, string name, NameIndex names, ContainerProjection containers)
    {
        if (create.Settings.DependsOn.Count == 0) return null;
        List<ContainerDependency> settled = [];
        foreach (ContainerDependency dependency in create.Settings.DependsOn)
        {
            if (dependency.Container.Value == name) return Circle([name, name]);
            if (names.Resolve(dependency.Container, out Fault? missing) is not { } id) return missing! with { Field = "dependsOn" };
            settled.Add(dependency with { Id = id });
        }

        create = create with { Settings = create.Settings with { DependsOn = settled } };
        // One that was removed may be depended on still, by its name.
        return FindCircle(name, settled, containers) is { } circle ? Circle(circle) : null;
    }

    /// <summary>The way from a container back to itself, by names; null where there is none.</summary>
    public static IReadOnlyList<string>? FindCircle(string name, IReadOnlyList<ContainerDependency> dependsOn, ContainerProjection containers)
    {
        HashSet<ContainerId> seen = [];
        return Walk(dependsOn, [name]);

        List<string>? Walk(IReadOnlyList<ContainerDependency> next, List<string> way)
        {
            foreach (ContainerDependency dependency in next)
            {
                ContainerView? view = Find(dependency, containers);
                string called = view?.Summary.Name ?? dependency.Container.Value;
                if (called == name) return [.. way, called];
                if (view is not null && seen.Add(view.Id) && Walk(view.Inspection.Settings.DependsOn, [.. way, called]) is { } circle) return circle;
            }

            return null;
        }
    }

    /// <summary>The fault of a circle.</summary>
    public static Fault Circle(IReadOnlyList<string> way) =>
        new(FaultCode.Conflict, $"The containers depend on each other in a circle, so none of them could ever start: {string.Join(" -> ", way)}.") { Field = "dependsOn" };
}
