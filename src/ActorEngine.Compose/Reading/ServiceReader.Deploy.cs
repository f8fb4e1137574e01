using ActorEngine.Cli.Values;
using ActorEngine.Compose.Yaml;
using ActorEngine.Contracts;

namespace ActorEngine.Compose.Reading;

internal sealed partial class ServiceReader
{
    /// <summary>Scale, limits and restarts of <c>deploy</c>, which go before the service's own. Compose specification: deploy.</summary>
    private int Deploy(ref ContainerSettings settings)
    {
        int? scale = fields.Parsed("scale", Scalars.Scale);
        if (fields.Take("gpus") is { } gpus) settings = settings with { Gpus = GpuReader.Read(gpus, $"{fields.Path}.gpus") };
        if (fields.Inner("deploy") is not { } deploy) return scale ?? 1;
        if (deploy.Text("mode") is { } mode and not "replicated") throw deploy.Wrong("mode", null, $"'{mode}' is not supported; replicated is");
        int? replicas = deploy.Parsed("replicas", Scalars.Scale);
        if (scale is not null && replicas is not null && scale != replicas) throw deploy.Wrong("replicas", null, "it differs from scale; leave one out");
        deploy.Map("labels");
        foreach (string ignored in (string[])["placement", "update_config", "rollback_config", "endpoint_mode"])
        {
            if (deploy.Take(ignored) is { } node) scope.Warnings.Add($"{node.Place}: {deploy.Path}.{ignored}: it is for swarms, and ignored.");
        }

        if (deploy.Inner("restart_policy") is { } restart) settings = settings with { Restart = Restart(restart) };
        if (deploy.Inner("resources") is { } resources) settings = Resources(settings, resources);
        deploy.Done();
        return replicas ?? scale ?? 1;
    }

    private RestartPolicy Restart(Fields restart)
    {
        string condition = restart.Text("condition") ?? "any";
        int attempts = restart.Parsed("max_attempts", Numbers.Count) ?? 0;
        foreach (string ignored in (string[])["delay", "window"])
        {
            if (restart.Take(ignored) is { } node) scope.Warnings.Add($"{node.Place}: {restart.Path}.{ignored}: it is ignored; the engine waits longer after each failure in a row.");
        }

        restart.Done();
        return condition switch
        {
            "none" => new RestartPolicy(),
            "on-failure" => new RestartPolicy { Condition = RestartCondition.OnFailure, MaximumRetries = attempts },
            "any" => new RestartPolicy { Condition = RestartCondition.Always },
            _ => throw restart.Wrong("condition", null, $"'{condition}' is not a condition; write none, on-failure or any"),
        };
    }

    private static ContainerSettings Resources(ContainerSettings settings, Fields resources)
    {
        var limits = settings.Resources;
        if (resources.Inner("limits") is { } most)
        {
            limits = limits with
            {
                Memory = most.Parsed("memory", Sizes.Parse) ?? limits.Memory,
                NanoCpus = most.Parsed("cpus", Numbers.Cpus) ?? limits.NanoCpus,
                PidsLimit = most.Parsed("pids", Numbers.Long) ?? limits.PidsLimit,
            };
            most.Done();
        }

        if (resources.Inner("reservations") is { } least)
        {
            limits = limits with { MemoryReservation = least.Parsed("memory", Sizes.Parse) ?? limits.MemoryReservation };
            least.Parsed("cpus", Numbers.Cpus);
            if (least.Take("devices") is { } devices) settings = settings with { Gpus = GpuReader.Read(devices, $"{least.Path}.devices") };
            least.Done();
        }

        resources.Done();
        return settings with { Resources = limits };
    }
}
