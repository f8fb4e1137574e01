using ActorEngine.Contracts;

namespace ActorEngine.Projects;

/// <summary>The order in which services start; they stop in the reverse one.</summary>
internal static class ServiceOrder
{
    /// <summary>Services by layers: each depends on those of layers before its own alone. A service in a circle is in none.</summary>
    public static IReadOnlyList<IReadOnlyList<ServiceSettings>> Layers(IReadOnlyList<ServiceSettings> services)
    {
        var layers = new List<IReadOnlyList<ServiceSettings>>();
        var left = services.ToList();
        while (left.Count > 0)
        {
            var names = left.Select(service => service.Name).ToHashSet();
            var layer = left.Where(service => !service.DependsOn.Any(dependency => names.Contains(dependency.Service))).ToList();
            if (layer.Count == 0) break;
            layers.Add(layer);
            left = [.. left.Except(layer)];
        }

        return layers;
    }

    /// <summary>The named ones and all that they depend on; all where none is named.</summary>
    public static IReadOnlyList<ServiceSettings> Needed(IReadOnlyList<ServiceSettings> services, IReadOnlyList<string> names)
    {
        if (names.Count == 0) return services;
        return Closure(services, names, (service, found) => services.Where(other => found.Contains(other.Name)).Any(other => other.DependsOn.Any(dependency => dependency.Service == service.Name)));
    }

    /// <summary>The named one and all that depend on it.</summary>
    public static IReadOnlyList<ServiceSettings> Dependents(IReadOnlyList<ServiceSettings> services, string name) =>
        Closure(services, [name], (service, found) => service.DependsOn.Any(dependency => found.Contains(dependency.Service)));

    private static List<ServiceSettings> Closure(IReadOnlyList<ServiceSettings> services, IReadOnlyList<string> names, Func<ServiceSettings, HashSet<string>, bool> belongs)
    {
        var found = names.ToHashSet();
        bool grew = true;
        while (grew)
        {
            grew = false;
            foreach (var service in services)
            {
                if (!found.Contains(service.Name) && belongs(service, found)) grew |= found.Add(service.Name);
            }
        }

        return [.. services.Where(service => found.Contains(service.Name))];
    }
}
