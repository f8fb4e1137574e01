using ActorEngine.Contracts;

namespace ActorEngine.Images;

/// <summary>A container's settings laid over those of its image: the configuration of an image that is made of it (docker commit).</summary>
internal static class ContainerConfiguration
{
    public static ImageConfiguration Of(ContainerInspection container)
    {
        ContainerSettings settings = container.Settings;
        ImageConfiguration image = container.ImageConfiguration;
        bool replaced = settings.Entrypoint is { Count: > 0 };
        return image with
        {
            User = settings.User ?? image.User,
            Environment = Overlaid(image.Environment, settings.Environment),
            Entrypoint = settings.Entrypoint is { } own ? [.. own.Where(part => part.Length > 0)] : image.Entrypoint,
            Command = settings.Command.Count > 0 || replaced ? settings.Command : image.Command,
            WorkingDirectory = settings.WorkingDirectory ?? image.WorkingDirectory,
            Labels = new Dictionary<string, string>(image.Labels.Concat(settings.Labels).GroupBy(pair => pair.Key).Select(group => group.Last())),
            ExposedPorts = [.. image.ExposedPorts.Concat(settings.ExposedPorts).Concat(settings.Ports.Select(port => $"{port.ContainerPort}/{port.Protocol}")).Distinct()],
            Volumes = [.. image.Volumes.Concat(settings.Mounts.Where(mount => mount is { Kind: MountKind.Volume, Source: "", Short: not null }).Select(mount => mount.Target)).Distinct()],
            StopSignal = settings.StopSignal ?? image.StopSignal,
            Healthcheck = HealthcheckSyntax.Merge(settings.Healthcheck, image.Healthcheck) ?? settings.Healthcheck ?? image.Healthcheck,
        };
    }

    /// <summary>What the history says of the container: its command line.</summary>
    public static string CommandLine(ContainerInspection container) => string.Join(' ', container.Arguments);

    private static IReadOnlyList<string> Overlaid(IReadOnlyList<string> image, IReadOnlyList<string> settings)
    {
        List<string> entries = [.. image];
        foreach (string entry in settings)
        {
            int equals = entry.IndexOf('=');
            string key = (equals < 0 ? entry : entry[..equals]) + "=";
            int at = entries.FindIndex(known => known.StartsWith(key, StringComparison.Ordinal));
            if (at >= 0) entries.RemoveAt(at);
            if (equals >= 0) entries.Insert(at >= 0 ? at : entries.Count, entry);
        }

        return entries;
    }
}
