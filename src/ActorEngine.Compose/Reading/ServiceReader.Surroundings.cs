using ActorEngine.Cli.Values;
using ActorEngine.Contracts;

namespace ActorEngine.Compose.Reading;

internal sealed partial class ServiceReader
{
    private ContainerSettings Surroundings(ContainerSettings settings) => settings with
    {
        Hostname = fields.Text("hostname"),
        DomainName = fields.Text("domainname"),
        Dns = fields.Each("dns", SmallSyntax.Address),
        DnsSearch = fields.Words("dns_search"),
        DnsOptions = fields.Words("dns_opt"),
        ExtraHosts = fields.Each("extra_hosts", SmallSyntax.ExtraHost),
        PidMode = Shared("pid"),
        IpcMode = Shared("ipc"),
        UtsMode = fields.Text("uts"),
        UserNamespace = fields.Text("userns_mode"),
    };

    /// <summary>A namespace that may be of another service, whose first container is meant then.</summary>
    private string? Shared(string attribute)
    {
        if (fields.Text(attribute) is not { } mode) return null;
        if (!mode.StartsWith("service:", StringComparison.Ordinal)) return mode;
        string service = Known(attribute, mode[8..]);
        Depend(service, DependencyCondition.Started);
        return $"container:{scope.FirstContainer(service)}";
    }

    private string Known(string attribute, string service) => service == name ? throw fields.Wrong(attribute, null, "it names itself")
        : scope.ServiceNames.Contains(service) ? service : throw fields.Wrong(attribute, null, $"there is no service '{service}'");

    private void Depend(string service, DependencyCondition condition) => dependsOn.TryAdd(service, new ServiceDependency(service, condition));

    private void Dependencies()
    {
        foreach (var (service, place, node) in fields.Entries("depends_on"))
        {
            string attribute = $"depends_on.{service}";
            if (!scope.ServiceNames.Contains(service)) throw new ComposeException(place, $"{fields.Path}.depends_on", $"there is no service '{service}'");
            if (service == name) throw new ComposeException(place, $"{fields.Path}.depends_on", "it names itself");
            var inner = new Fields(node, $"{fields.Path}.{attribute}");
            var condition = inner.Parsed("condition", Condition) ?? DependencyCondition.Started;
            bool restart = inner.Is("restart"), required = inner.Flag("required") ?? true;
            inner.Done();
            dependsOn[service] = new ServiceDependency(service, condition) { Restart = restart };
            if (!required) optional.Add(service);
        }

        foreach (string link in fields.Words("links")) Depend(Known("links", LinkText.Parse(link).Container), DependencyCondition.Started);
    }

    private static DependencyCondition Condition(string text) => text switch
    {
        "service_started" => DependencyCondition.Started,
        "service_healthy" => DependencyCondition.Healthy,
        "service_completed_successfully" => DependencyCondition.Completed,
        _ => throw new FormatException($"'{text}' is not a condition; write service_started, service_healthy or service_completed_successfully"),
    };
}
