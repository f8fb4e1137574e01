using System.Collections.Concurrent;
using System.Text.Json;
using ActorEngine.Oci.Spec;

namespace ActorEngine.Oci;

/// <summary>A profile ready for bundles: its rules as JSON, and its filter program where one could be made.</summary>
internal sealed class ReadySeccomp(JsonFragment rules, CompiledSeccomp profile)
{
    private readonly Lazy<string?> program = new(() => SeccompProgram.Compile(profile) is { } made ? Convert.ToBase64String(made) : null);

    public JsonFragment Rules => rules;

    /// <summary>Base64, made when it is first asked for; null where only the runtime can make it.</summary>
    public string? Program => program.Value;
}

/// <summary>Chooses and compiles a container's seccomp profile. A result is made once and kept as JSON text.</summary>
internal static class Seccomp
{
    private const int CacheSize = 64;
    private const string ResourceName = "seccomp-default.json";

    private static readonly ConcurrentDictionary<string, ReadySeccomp> Cache = new();
    private static readonly Lazy<SeccompProfile> Builtin = new(ReadBuiltin);

    /// <summary>Actions of the runtime-spec.</summary>
    private static readonly string[] Actions =
    [
        "SCMP_ACT_ALLOW", "SCMP_ACT_ERRNO", "SCMP_ACT_KILL", "SCMP_ACT_KILL_PROCESS", "SCMP_ACT_KILL_THREAD", "SCMP_ACT_TRAP", "SCMP_ACT_TRACE", "SCMP_ACT_LOG", "SCMP_ACT_NOTIFY",
    ];

    /// <summary>The compiled profile; null for unconfined.</summary>
    /// <param name="choice">builtin, native, unconfined or a profile's JSON.</param>
    public static ReadySeccomp? For(string choice, HostFacts host, IReadOnlyList<string> capabilities)
    {
        if (choice == "unconfined") return null;
        string key = string.Join('|', host.Architecture, host.Kernel, string.Join(',', capabilities), choice);
        if (Cache.TryGetValue(key, out ReadySeccomp? ready)) return ready;
        SeccompProfile profile = choice is "builtin" or "native" ? Builtin.Value : Parse(choice);
        var target = new SeccompTarget(host.Architecture, host.Kernel, capabilities, NativeOnly: choice == "native");
        CompiledSeccomp compiled = SeccompCompiler.Compile(profile, target);
        var made = new ReadySeccomp(new JsonFragment(JsonSerializer.SerializeToUtf8Bytes(compiled, SeccompJson.Default.CompiledSeccomp)), compiled);
        // Profiles that callers send could otherwise grow it without bound.
        if (Cache.Count >= CacheSize) Cache.Clear();
        Cache[key] = made;
        return made;
    }

    /// <summary>Reads a profile that a user gave; an InvalidArgument fault says what is wrong with it.</summary>
    public static SeccompProfile Parse(string json)
    {
        SeccompProfile profile;
        try
        {
            profile = JsonSerializer.Deserialize(json, SeccompJson.Default.SeccompProfile) ?? throw Refuse("it is empty");
        }
        catch (JsonException broken)
        {
            throw Refuse($"it is neither builtin, native, unconfined nor JSON ({broken.Message.TrimEnd('.')})");
        }

        if (!Actions.Contains(profile.DefaultAction)) throw Refuse($"defaultAction \"{profile.DefaultAction}\" is no seccomp action such as SCMP_ACT_ERRNO");
        foreach (SeccompRule rule in profile.Syscalls ?? [])
        {
            if (!Actions.Contains(rule.Action)) throw Refuse($"action \"{rule.Action}\" is no seccomp action such as SCMP_ACT_ALLOW");
            if (rule.Name is not null && rule.Names is { Count: > 0 }) throw Refuse("a rule has both 'name' and 'names'; use one of them");
            foreach (string? version in (ReadOnlySpan<string?>)[rule.Includes?.MinKernel, rule.Excludes?.MinKernel])
            {
                if (version is not null && !Version.TryParse(version, out _)) throw Refuse($"minKernel \"{version}\" is no version such as 4.8");
            }
        }

        if (profile is { Architectures.Count: > 0, ArchMap.Count: > 0 }) throw Refuse("'architectures' and 'archMap' exclude each other");
        return profile;
    }

    private static SettingsException Refuse(string reason) =>
        SettingsException.Invalid("securityOptions", $"The seccomp profile cannot be used: {reason}.");

    private static SeccompProfile ReadBuiltin()
    {
        using Stream stream = typeof(Seccomp).Assembly.GetManifestResourceStream(ResourceName)!;
        return JsonSerializer.Deserialize(stream, SeccompJson.Default.SeccompProfile)!;
    }
}
