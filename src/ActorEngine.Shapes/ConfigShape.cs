using ActorEngine.Contracts;

namespace ActorEngine.Shapes;

/// <summary>The Config part: the settings laid over the image's, as the program gets them.</summary>
internal static class ConfigShape
{
    public static Fields Of(ContainerInspection container)
    {
        var settings = container.Settings;
        var image = container.ImageConfiguration;
        bool dropsCommand = settings.Entrypoint is { Count: > 0 };
        var command = settings.Command.Count > 0 ? settings.Command : dropsCommand ? [] : image.Command;
        IReadOnlyList<string> entrypoint = settings.Entrypoint is [""] ? [] : settings.Entrypoint ?? image.Entrypoint;
        return new Fields
        {
            ["Hostname"] = settings.Hostname ?? (settings.Network == "host" || settings.UtsMode == "host" ? "" : container.Id.Short),
            ["Domainname"] = settings.DomainName ?? "",
            ["User"] = settings.User ?? image.User ?? "",
            ["AttachStdin"] = settings.AttachStdin ?? settings.StdinOnce,
            ["AttachStdout"] = settings.AttachStdout ?? true,
            ["AttachStderr"] = settings.AttachStderr ?? true,
            ["Tty"] = settings.Tty,
            ["OpenStdin"] = settings.OpenStdin,
            ["StdinOnce"] = settings.StdinOnce,
            ["ExposedPorts"] = Fields.Set(image.ExposedPorts.Concat(settings.ExposedPorts).Concat(settings.Ports.Select(port => $"{port.ContainerPort}/{port.Protocol}")).Distinct()),
            ["Env"] = Environment(image.Environment, settings.Environment),
            ["Cmd"] = command.Count == 0 ? null : command,
            ["Image"] = settings.Image.Value,
            ["Volumes"] = Volumes(settings, image),
            ["WorkingDir"] = settings.WorkingDirectory ?? image.WorkingDirectory ?? "",
            ["Entrypoint"] = entrypoint.Count == 0 ? null : entrypoint,
            ["OnBuild"] = null,
            ["Labels"] = Fields.Map(Overlaid(image.Labels, settings.Labels)),
            ["StopSignal"] = settings.StopSignal ?? image.StopSignal ?? "SIGTERM",
            ["Healthcheck"] = HealthShape.Check(container) is { } check ? Healthcheck(check) : null,
            ["StopTimeout"] = settings.StopTimeoutSeconds,
        };
    }

    /// <summary>The Config part of an image.</summary>
    public static Fields Of(ImageConfiguration image) => new()
    {
        ["User"] = image.User ?? "",
        ["ExposedPorts"] = Fields.Set(image.ExposedPorts),
        ["Env"] = image.Environment,
        ["Entrypoint"] = image.Entrypoint.Count == 0 ? null : image.Entrypoint,
        ["Cmd"] = image.Command.Count == 0 ? null : image.Command,
        ["Volumes"] = image.Volumes.Count == 0 ? null : Fields.Set(image.Volumes),
        ["WorkingDir"] = image.WorkingDirectory ?? "",
        ["Labels"] = Fields.Map(image.Labels),
        ["StopSignal"] = image.StopSignal ?? "",
        ["Shell"] = image.Shell.Count == 0 ? null : image.Shell,
        ["OnBuild"] = image.OnBuild.Count == 0 ? null : image.OnBuild,
        ["Healthcheck"] = image.Healthcheck is { } check ? Healthcheck(check) : null,
    };

    private static Fields? Volumes(ContainerSettings settings, ImageConfiguration image)
    {
        string[] paths = [.. image.Volumes.Concat(settings.Mounts.Where(mount => mount is { Kind: MountKind.Volume, Source: "", Short: not null }).Select(mount => mount.Target)).Distinct()];
        return paths.Length == 0 ? null : Fields.Set(paths);
    }

    private static Fields Healthcheck(HealthcheckSettings check) => new()
    {
        ["Test"] = check.Test,
        ["Interval"] = Duration(check.Interval),
        ["Timeout"] = Duration(check.Timeout),
        ["StartPeriod"] = Duration(check.StartPeriod),
        ["StartInterval"] = Duration(check.StartInterval),
        ["Retries"] = check.Retries,
    };

    private static TimeSpan Duration(long nanoseconds) => TimeSpan.FromTicks(nanoseconds / TimeSpan.NanosecondsPerTick);

    private static List<string> Environment(IReadOnlyList<string> image, IReadOnlyList<string> settings)
    {
        var entries = image.ToList();
        foreach (string entry in settings)
        {
            int equals = entry.IndexOf('=');
            string key = equals < 0 ? entry : entry[..equals];
            int at = entries.FindIndex(known => known == key || known.StartsWith(key + "=", StringComparison.Ordinal));
            // A bare name takes the variable away from the program, and is shown as it was asked for.
            if (at >= 0) entries[at] = entry;
            else entries.Add(entry);
        }

        return entries;
    }

    private static Dictionary<string, string> Overlaid(IReadOnlyDictionary<string, string> below, IReadOnlyDictionary<string, string> above)
    {
        var labels = new Dictionary<string, string>(below);
        foreach (var (key, value) in above) labels[key] = value;
        return labels;
    }
}
