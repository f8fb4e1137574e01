using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Values;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Options;

/// <summary>Capabilities, profiles, process limits.</summary>
internal static class SecurityOptions
{
    private static readonly string[] Keys = ["no-new-privileges", "seccomp", "apparmor", "label", "systempaths", "writable-cgroups"];

    public static IReadOnlyList<Option> Table => ContainerOptions.Under("Rights",
        Option.Flag("privileged", "Give it every right of the host's root, and all devices."),
        Option.List("cap-add", "CAPABILITY", "Give it a capability(7), such as NET_ADMIN, or ALL."),
        Option.List("cap-drop", "CAPABILITY", "Take a capability away, or ALL."),
        Option.List("security-opt", "OPTION", "no-new-privileges, seccomp=unconfined|builtin|native|FILE, apparmor=PROFILE, label=..., systempaths=unconfined, writable-cgroups=true."));

    public static ContainerSettings Apply(ContainerSettings settings, Arguments arguments) => settings with
    {
        Privileged = arguments.Flag("privileged"),
        CapAdd = arguments.List("cap-add", Capability),
        CapDrop = arguments.List("cap-drop", Capability),
        SecurityOptions = arguments.List("security-opt", Profile),
        Ulimits = arguments.List("ulimit", SmallSyntax.Ulimit),
    };

    private static string Capability(string text) => text.Length > 0 && text.All(letter => char.IsAsciiLetter(letter) || letter == '_')
        ? text.ToUpperInvariant()
        : throw new FormatException($"'{text}' is not a capability; write a name such as NET_ADMIN.");

    // A profile file is read here, since the engine may not see the caller's files.
    private static string Profile(string text)
    {
        int at = text.IndexOfAny(['=', ':']);
        string key = at < 0 ? text : text[..at], value = at < 0 ? "" : text[(at + 1)..];
        if (!Keys.Contains(key))
            throw new FormatException($"'{key}' is not a security option; the options are {string.Join(", ", Keys)}.");
        if (key == "no-new-privileges") return value.Length == 0 ? key : $"{key}:{value}";
        if (key != "seccomp" || value is "unconfined" or "builtin" or "native" || value.StartsWith('{')) return $"{key}={value}";
        try
        {
            return $"seccomp={File.ReadAllText(value)}";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new FormatException($"the seccomp profile '{value}' cannot be read; give a JSON file, or unconfined, builtin or native.");
        }
    }
}
