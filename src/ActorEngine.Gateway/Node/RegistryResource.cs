using ActorEngine.Contracts;
using ActorEngine.Gateway.Routing;
using ActorEngine.Shapes;

namespace ActorEngine.Gateway.Node;

/// <summary>Registries as SystemInfo shows them.</summary>
internal static class RegistryResource
{
    private static readonly string[] Loopback = ["::1/128", "127.0.0.0/8"];

    public static Fields Of(EngineInfo engine, ApiVersion version)
    {
        var fields = new Fields();
        if (!version.Has(1, 49))
        {
            fields["AllowNondistributableArtifactsCIDRs"] = null;
            fields["AllowNondistributableArtifactsHostnames"] = null;
        }

        fields["InsecureRegistryCIDRs"] = Loopback;
        var hub = engine.Registries.FirstOrDefault(registry => registry.Registry == ReferenceName.DefaultDomain) ?? new RegistryInfo(ReferenceName.DefaultDomain);
        var configurations = Fields.Empty();
        foreach (var registry in engine.Registries.Append(hub).DistinctBy(registry => registry.Registry).OrderBy(registry => registry.Registry, StringComparer.Ordinal))
        {
            configurations[registry.Registry] = new Fields
            {
                ["Name"] = registry.Registry,
                ["Mirrors"] = registry.Mirrors,
                ["Secure"] = !registry.Insecure,
                ["Official"] = registry.Registry == ReferenceName.DefaultDomain,
            };
        }

        fields["IndexConfigs"] = configurations;
        fields["Mirrors"] = hub.Mirrors;
        return fields;
    }
}
