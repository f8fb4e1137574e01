using ActorEngine.Contracts;

namespace ActorEngine.Projects;

/// <summary>What a project must be like.</summary>
internal static class ProjectRules
{
    private const int MostServices = 1000, MostContainers = 10_000;

    /// <summary>Why it cannot be taken; null where it can.</summary>
    public static Fault? Check(ProjectSettings project)
    {
        if (!IsName(project.Name)) return Wrong("project.name", $"'{project.Name}' is not a project's name: small letters, digits, '-' and '_', beginning with a letter or digit.");
        if (project.Services.Count > MostServices) return Wrong("project.services", $"A project has at most {MostServices} services.");
        var names = new HashSet<string>();
        foreach (var service in project.Services)
        {
            if (!IsServiceName(service.Name)) return Wrong("project.services", $"'{service.Name}' is not a service's name: letters, digits, '.', '-' and '_', beginning with a letter or digit.");
            if (!names.Add(service.Name)) return Wrong("project.services", $"There are two services '{service.Name}'.");
            if (service.Scale is < 0 or > MostContainers) return Wrong("project.services", $"Service {service.Name}: the scale {service.Scale} is not from 0 to {MostContainers}.");
            if (service is { ContainerName: not null, Scale: > 1 }) return Wrong("project.services", $"Service {service.Name}: {service.Scale} containers cannot have the same name.");
        }

        foreach (var service in project.Services)
        {
            if (service.DependsOn.FirstOrDefault(dependency => !names.Contains(dependency.Service)) is { } missing)
                return Wrong("project.services", $"Service {service.Name} depends on {missing.Service}, and there is no such service.");
        }

        int ordered = ServiceOrder.Layers(project.Services).Sum(layer => layer.Count);
        return ordered == project.Services.Count ? null : Wrong("project.services", "Services depend on each other in a circle, so none of them could ever start.");
    }

    /// <summary>A name that is not in the project.</summary>
    public static Fault? Check(IReadOnlyList<string> named, IReadOnlyCollection<string> known) => named.FirstOrDefault(name => !known.Contains(name)) is { } missing
        ? new Fault(FaultCode.NotFound, $"The project has no service '{missing}'.") { Field = "services" }
        : null;

    private static bool IsName(string name) => name.Length is > 0 and <= 128 && char.IsAsciiLetterOrDigit(name[0]) && name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '-' or '_');

    private static bool IsServiceName(string name) => name.Length is > 0 and <= 128 && char.IsAsciiLetterOrDigit(name[0]) && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');

    private static Fault Wrong(string field, string why) => new(FaultCode.InvalidArgument, why) { Field = field };
}
