using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Cli.Values;

/// <summary>Values of one short rule each.</summary>
internal static class SmallSyntax
{
    /// <summary>HOST[:CONTAINER[:rwm]].</summary>
    public static DeviceSettings Device(string text)
    {
        string[] parts = text.Split(':');
        if (parts.Length > 3 || !parts[0].StartsWith('/')) throw new FormatException($"'{text}' is not a device; write /dev/HOST[:/dev/CONTAINER[:rwm]].");
        // HOST:rwm is Docker's short form without a path in the container.
        if (parts.Length == 2 && IsPermissions(parts[1])) return new DeviceSettings(parts[0], parts[0], parts[1]);
        string inside = parts.Length > 1 && parts[1].Length > 0 ? parts[1] : parts[0];
        if (!inside.StartsWith('/')) throw new FormatException($"'{inside}' is not an absolute path in the container.");
        string permissions = parts.Length > 2 ? parts[2] : "rwm";
        return IsPermissions(permissions)
            ? new DeviceSettings(parts[0], inside, permissions)
            : throw new FormatException($"'{permissions}' are not permissions; write some of r, w and m.");
    }

    /// <summary>DEVICE:NUMBER, the number after the last colon.</summary>
    public static DeviceLimit DeviceLimit(string text, Func<string, long> number)
    {
        int colon = text.LastIndexOf(':');
        return colon > 0 && text[0] == '/'
            ? new DeviceLimit(text[..colon], number(text[(colon + 1)..]))
            : throw new FormatException($"'{text}' is not a device's limit; write the path of a block device, ':' and a number, such as /dev/sda:100.");
    }

    /// <summary>TYPE MAJOR:MINOR ACCESS.</summary>
    public static string DeviceRule(string text) => text.Split(' ') is [("a" or "b" or "c"), var numbers, var access]
        && numbers.Split(':') is [var major, var minor] && IsDeviceNumber(major) && IsDeviceNumber(minor) && IsPermissions(access)
        ? text
        : throw new FormatException($"'{text}' is not a device rule; write its type (a, b or c), MAJOR:MINOR (numbers or *) and some of r, w and m, such as 'c 10:229 rwm'.");

    /// <summary>NAME=SOFT[:HARD].</summary>
    public static Ulimit Ulimit(string text)
    {
        int equals = text.IndexOf('=');
        if (equals <= 0) throw new FormatException($"'{text}' is not a limit; write NAME=SOFT[:HARD], such as nofile=1024:4096.");
        string name = text[..equals].ToLowerInvariant();
        if (!UlimitNames.Contains(name))
            throw new FormatException($"'{name}' is not a limit's name; the names are {string.Join(", ", UlimitNames)}.");
        string[] ends = text[(equals + 1)..].Split(':');
        if (ends.Length > 2) throw new FormatException($"'{text}' has too many colons; write NAME=SOFT[:HARD].");
        long soft = End(ends[0]), hard = ends.Length == 2 ? End(ends[1]) : soft;
        if (hard != -1 && (soft == -1 || soft > hard)) throw new FormatException($"the soft limit of '{text}' is above the hard one.");
        return new Ulimit(name, soft, hard);
    }

    /// <summary>no, always, unless-stopped or on-failure[:N]; and on-unhealthy, alone or behind a comma.</summary>
    public static RestartPolicy Restart(string text)
    {
        string[] parts = text.Split(',');
        bool unhealthy = parts.Contains("on-unhealthy");
        string[] rest = [.. parts.Where(part => part != "on-unhealthy")];
        if (rest.Length > 1 || parts.Length - rest.Length > 1) throw NoPolicy(text);
        return (rest.Length == 0 ? new RestartPolicy() : Condition(rest[0], text)) with { OnUnhealthy = unhealthy };
    }

    private static RestartPolicy Condition(string part, string text)
    {
        int colon = part.IndexOf(':');
        string name = colon < 0 ? part : part[..colon];
        if (colon >= 0 && name != "on-failure") throw new FormatException($"'{text}': only on-failure takes a count of retries.");
        return name switch
        {
            "no" or "" => new RestartPolicy(),
            "always" => new RestartPolicy { Condition = RestartCondition.Always },
            "unless-stopped" => new RestartPolicy { Condition = RestartCondition.UnlessStopped },
            "on-failure" => new RestartPolicy { Condition = RestartCondition.OnFailure, MaximumRetries = colon < 0 ? 0 : Numbers.Count(part[(colon + 1)..]) },
            _ => throw NoPolicy(text),
        };
    }

    private static FormatException NoPolicy(string text) =>
        new($"'{text}' is not a restart policy; write no, always, unless-stopped or on-failure[:N], and on-unhealthy alone or behind one of them and a comma.");

    /// <summary>Is this a signal by name, with or without SIG, or by number?</summary>
    public static bool IsSignal(string text) => SignalNames.TryParse(text, out _);

    /// <summary>As <see cref="IsSignal"/>, with an error.</summary>
    public static string Signal(string text) => IsSignal(text)
        ? text
        : throw new FormatException($"'{text}' is not a signal; write a name such as TERM or a number such as 15.");

    /// <summary>HOST:ADDRESS or HOST=ADDRESS.</summary>
    public static string ExtraHost(string text)
    {
        int at = text.IndexOfAny([':', '=']);
        string address = at < 0 ? "" : text[(at + 1)..].Trim('[', ']');
        if (at <= 0 || (address != "host-gateway" && !System.Net.IPAddress.TryParse(address, out _)))
            throw new FormatException($"'{text}' is not a host entry; write NAME:ADDRESS, such as db:10.0.0.5.");
        return $"{text[..at]}:{address}";
    }

    /// <summary>An IP address.</summary>
    public static string Address(string text) => System.Net.IPAddress.TryParse(text, out _) ? text : throw new FormatException($"'{text}' is not an IP address.");

    /// <summary>KEY=VALUE.</summary>
    public static Filter Filter(string text)
    {
        int equals = text.IndexOf('=');
        return equals > 0 ? new Filter(text[..equals].Trim().ToLowerInvariant(), text[(equals + 1)..].Trim()) : throw new FormatException($"'{text}' is not a filter; write KEY=VALUE.");
    }

    private static readonly string[] UlimitNames =
        ["as", "core", "cpu", "data", "fsize", "locks", "memlock", "msgqueue", "nice", "nofile", "nproc", "rss", "rtprio", "rttime", "sigpending", "stack"];

    private static long End(string text) => text is "unlimited" or "-1" ? -1 : Numbers.Long(text) is >= 0 and var value ? value : throw new FormatException($"{text} is negative; write -1 for unlimited.");

    private static bool IsDeviceNumber(string text) => text == "*" || uint.TryParse(text, System.Globalization.NumberStyles.None, null, out _);

    private static bool IsPermissions(string text) => text.Length is > 0 and <= 3 && text.All(letter => letter is 'r' or 'w' or 'm');
}
