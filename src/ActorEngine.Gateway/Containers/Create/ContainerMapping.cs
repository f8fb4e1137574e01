using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;
using ActorEngine.Gateway.Routing;

namespace ActorEngine.Gateway.Containers;

/// <summary>What a ContainerCreate asks for, as the engine's settings. Rules that hold for every client are the engine's.</summary>
internal static class ContainerMapping
{
    /// <exception cref="ApiException">400: a field is malformed, or asks for what this engine does not have.</exception>
    public static ContainerSettings ToSettings(ContainerBody body, ApiVersion version)
    {
        var host = body.HostConfig ?? new HostConfigBody();
        if (Texts.OrNull(body.Image) is not { } image) throw new ApiException(400, "no image was specified: a container needs one");
        Refuse(host, version);
        var settings = new ContainerSettings
        {
            Image = new ImageReference(image),
            Command = Texts.Of(body.Cmd),
            Entrypoint = body.Entrypoint is null ? null : Texts.Of(body.Entrypoint),
            Environment = Texts.Of(body.Env),
            WorkingDirectory = Texts.OrNull(body.WorkingDir),
            User = Texts.OrNull(body.User),
            Hostname = Texts.OrNull(body.Hostname),
            DomainName = Texts.OrNull(body.Domainname),
            Labels = Texts.Of(body.Labels),
            Tty = body.Tty ?? false,
            OpenStdin = body.OpenStdin ?? false,
            StdinOnce = body.StdinOnce ?? false,
            AttachStdin = body.AttachStdin ?? false,
            AttachStdout = body.AttachStdout ?? false,
            AttachStderr = body.AttachStderr ?? false,
            StopSignal = Texts.OrNull(body.StopSignal),
            StopTimeoutSeconds = body.StopTimeout,
            ExposedPorts = PortMappings.Exposed(body),
            Ports = PortMappings.Published(host),
            Healthcheck = Health(body.Healthcheck, version),
            Mounts = MountMapping.Of(body, host, version),
        };
        return NetworkMapping.Apply(HostMapping.Apply(settings, host, version), body, host, version);
    }

    /// <summary>What is let go of, one sentence each.</summary>
    public static IEnumerable<string> Warnings(ContainerBody body, ApiVersion version)
    {
        var host = body.HostConfig ?? new HostConfigBody();
        foreach (string warning in ResourceMapping.Unheeded(host).Concat(NetworkMapping.Unheeded(body, version))) yield return warning;
        if (host.VolumeDriver is { Length: > 0 } && version.Has(1, 48) && (host.Mounts ?? []).Any(mount => mount is { Type: "volume", VolumeOptions.DriverConfig: null or { Name: null or "" } }))
            yield return "WARNING: the container-wide volume-driver configuration is ignored for volumes specified via 'mount'. Use '--mount type=volume,volume-driver=...' instead";
        string[] empty = [.. (host.PortBindings ?? []).Where(port => port.Value is null or { Count: 0 }).Select(port => port.Key)];
        if (empty.Length > 0 && version.Has(1, 52))
            yield return $"Following container port(s) have an empty list of port-bindings: {string.Join(", ", empty)}. Such bindings will be discarded in a future version.";
    }

    private static void Refuse(HostConfigBody host, ApiVersion version)
    {
        if (host.Isolation is not (null or "" or "default")) throw new ApiException(400, $"invalid isolation '{host.Isolation}' on linux");
        if (host.StorageOpt is { Count: > 0 } options) throw new ApiException(400, $"--storage-opt is not supported: no storage option '{options.Keys.First()}' is known");
        if (host.Cgroup is { Length: > 0 } cgroup) throw new ApiException(400, $"invalid cgroup '{cgroup}': a container has a control group of its own");
        if (host.Capabilities is { Count: > 0 } && version == new ApiVersion(1, 40)) throw new ApiException(400, "HostConfig.Capabilities is not supported; use CapAdd and CapDrop");
        if (host.ShmSize is < 0) throw new ApiException(400, "SHM size can not be less than 0");
    }

    private static HealthcheckSettings? Health(HealthBody? body, ApiVersion version) => body is null ? null : new HealthcheckSettings
    {
        Test = Texts.Of(body.Test),
        Interval = body.Interval ?? 0,
        Timeout = body.Timeout ?? 0,
        StartPeriod = body.StartPeriod ?? 0,
        StartInterval = version.Has(1, 44) ? body.StartInterval ?? 0 : 0,
        Retries = body.Retries ?? 0,
    };
}
