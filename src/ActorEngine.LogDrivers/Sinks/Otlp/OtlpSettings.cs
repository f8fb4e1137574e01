using System.Globalization;

namespace ActorEngine.LogDrivers;

/// <summary>The otlp driver's options, read.</summary>
internal sealed record OtlpSettings
{
    private const int MostSeconds = 600;

    public required Uri Endpoint { get; init; }
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];
    public bool Compress { get; init; }
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);
    public TlsFiles Tls { get; init; } = new();

    public static OtlpSettings Of(LogPlan plan)
    {
        var options = plan.Options;
        OtlpHeaders.TryParse(options.GetValueOrDefault("otlp-headers", ""), out var headers);
        return new OtlpSettings
        {
            Endpoint = EndpointOf(options["otlp-endpoint"]),
            Headers = headers,
            Compress = options.GetValueOrDefault("otlp-compression") == "gzip",
            Timeout = TryTimeout(options.GetValueOrDefault("otlp-timeout", "10s"), out var timeout) ? timeout : TimeSpan.FromSeconds(10),
            Tls = new TlsFiles
            {
                Authorities = options.GetValueOrDefault("otlp-ca-cert", ""),
                Certificate = options.GetValueOrDefault("otlp-cert", ""),
                Key = options.GetValueOrDefault("otlp-key", ""),
            },
        };
    }

    /// <summary>Seconds, with or without an s.</summary>
    public static bool TryTimeout(string text, out TimeSpan timeout)
    {
        bool good = int.TryParse(text.TrimEnd('s'), NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) && seconds is >= 1 and <= MostSeconds;
        timeout = TimeSpan.FromSeconds(seconds);
        return good;
    }

    // A URL without a path is that of a collector, which takes logs at /v1/logs.
    private static Uri EndpointOf(string text)
    {
        var url = new Uri(text);
        return url.AbsolutePath == "/" ? new Uri(url, "/v1/logs") : url;
    }
}
