using ActorEngine.Cli.CommandLine;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Options;

/// <summary>The options that run and create share, and the settings they make.</summary>
internal static class ContainerOptions
{
    public static IReadOnlyList<Option> Table =>
    [
        .. IdentityOptions.Table, .. ProcessOptions.Table, .. TerminalOptions.Table, .. FileOptions.Table,
        .. ResourceOptions.Table, .. SecurityOptions.Table, .. NamespaceOptions.Table, .. HealthOptions.Table, .. LogOptions.Table,
    ];

    /// <summary>Reads everything but the name; the first operand is the image, the rest the command.</summary>
    /// <exception cref="UsageException">A value is malformed, or two contradict each other.</exception>
    public static ContainerSettings Settings(Arguments arguments, Func<string, string?> environment)
    {
        var settings = new ContainerSettings
        {
            Image = new ImageReference(arguments.Operands[0]),
            Command = [.. arguments.Operands.Skip(1)],
            Resources = ResourceOptions.Read(arguments),
        };
        settings = IdentityOptions.Apply(settings, arguments);
        settings = ProcessOptions.Apply(settings, arguments, environment);
        settings = TerminalOptions.Apply(settings, arguments);
        settings = FileOptions.Apply(settings, arguments);
        settings = SecurityOptions.Apply(settings, arguments);
        settings = NamespaceOptions.Apply(settings, arguments);
        settings = HealthOptions.Apply(settings, arguments);
        return LogOptions.Apply(settings, arguments);
    }

    /// <summary>Puts a heading on rows.</summary>
    public static IReadOnlyList<Option> Under(string section, params Option[] rows) => [.. rows.Select(row => row with { Section = section })];
}
