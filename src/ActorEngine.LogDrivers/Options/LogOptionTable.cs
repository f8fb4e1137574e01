using System.Globalization;
using System.Text.RegularExpressions;

namespace ActorEngine.LogDrivers;

/// <summary>Which options each driver has. The names and values are Docker's, as far as it has the driver.</summary>
internal static class LogOptionTable
{
    private const int MostFiles = 100_000;

    private static readonly LogOption[] Delivery =
    [
        new("mode", "blocking or non-blocking", value => value is "blocking" or "non-blocking"),
        new("max-buffer-size", "a size such as 4m, 1 GiB at most", value => LogSizes.TryBuffer(value, out long bytes) && bytes is > 0 and <= 1 << 30),
    ];

    private static readonly LogOption[] Attributes =
    [
        new("labels", "names of labels, separated by commas", _ => true),
        new("labels-regex", "a regular expression", IsExpression),
        new("env", "names of environment variables, separated by commas", _ => true),
        new("env-regex", "a regular expression", IsExpression),
        new("tag", $"text with templates such as {{{{.Name}}}}/{{{{.ID}}}}; the fields are {string.Join(", ", TagTemplate.Fields)}", value => TagTemplate.Fault(value) is null),
    ];

    private static readonly LogOption[] Files =
    [
        new("max-size", "a size such as 10m, or 0 for no bound", value => LogSizes.TryFile(value, out _)),
        new("max-file", $"a number from 1 to {MostFiles}", IsCount),
        new("compress", "true or false", IsFlag),
    ];

    // What the engine keeps so that logs can be read back.
    private static readonly LogOption[] Cache =
    [
        new("cache-disabled", "true or false", IsFlag),
        new("cache-max-size", "a size such as 10m", value => LogSizes.TryFile(value, out long bytes) && bytes > 0),
        new("cache-max-file", $"a number from 1 to {MostFiles}", IsCount),
        new("cache-compress", "true or false", IsFlag),
    ];

    private static readonly LogOption[] Syslog =
    [
        new("syslog-address", "unix://PATH, unixgram://PATH, or udp://, tcp:// or tcp+tls:// with HOST[:PORT]", value => SyslogAddress.TryParse(value, out _)),
        new("syslog-facility", "a number from 0 to 23 or one of " + string.Join(", ", SyslogFacility.Names), value => SyslogFacility.TryParse(value, out _)),
        new("syslog-format", "rfc3164, rfc5424 or rfc5424micro", value => value is "" or "rfc3164" or "rfc5424" or "rfc5424micro"),
        new("syslog-tls-ca-cert", "the path of a PEM file", IsFile),
        new("syslog-tls-cert", "the path of a PEM file", IsFile),
        new("syslog-tls-key", "the path of a PEM file", IsFile),
        new("syslog-tls-skip-verify", "true or false", value => value.Length == 0 || IsFlag(value)),
    ];

    private static readonly LogOption[] Otlp =
    [
        new("otlp-endpoint", "a URL such as http://collector:4318/v1/logs", value => Uri.TryCreate(value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"),
        new("otlp-headers", "NAME=VALUE, separated by commas", value => OtlpHeaders.TryParse(value, out _)),
        new("otlp-compression", "none or gzip", value => value is "none" or "gzip"),
        new("otlp-timeout", "a duration from 1s to 600s such as 10s", value => OtlpSettings.TryTimeout(value, out _)),
        new("otlp-ca-cert", "the path of a PEM file", IsFile),
        new("otlp-cert", "the path of a PEM file", IsFile),
        new("otlp-key", "the path of a PEM file", IsFile),
    ];

    /// <summary>The options of a driver, by name.</summary>
    public static IReadOnlyList<LogOption> Of(string driver) => driver switch
    {
        LogDriver.Local => [.. Files, .. Attributes, .. Delivery],
        LogDriver.JsonFile => [.. Files, .. Attributes, .. Delivery],
        LogDriver.Journald => [.. Attributes, .. Cache, .. Delivery],
        LogDriver.Syslog => [.. Syslog, .. Attributes, .. Cache, .. Delivery],
        LogDriver.Otlp => [.. Otlp, .. Attributes, .. Cache, .. Delivery],
        _ => [],
    };

    /// <summary>true, false and their like, as Go's strconv reads them.</summary>
    public static bool IsTrue(string value) => value is "1" or "t" or "T" or "true" or "TRUE" or "True";

    private static bool IsFlag(string value) => IsTrue(value) || value is "0" or "f" or "F" or "false" or "FALSE" or "False";

    private static bool IsCount(string value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count is >= 1 and <= MostFiles;

    private static bool IsFile(string value) => Path.IsPathRooted(value) && File.Exists(value);

    private static bool IsExpression(string value)
    {
        try
        {
            return new Regex(value, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking) is not null;
        }
        catch (Exception wrong) when (wrong is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }
}
