using System.Globalization;
using ActorEngine.Contracts;

namespace ActorEngine.LogDrivers;

/// <summary>A container's log settings, read.</summary>
public sealed record LogPlan
{
    /// <summary>What waits for a receiver in memory beside the log files.</summary>
    private const long Buffer = 1 << 20;

    /// <summary>The files of a container whose log nobody keeps: enough for whoever is attached.</summary>
    private const long RingSize = 1 << 20;
    private const int RingFiles = 2;

    public required string Driver { get; init; }

    public required IReadOnlyDictionary<string, string> Options { get; init; }

    /// <summary>Bytes of a file; 0 = no bound.</summary>
    public long FileSize { get; init; }

    public int Files { get; init; }

    /// <summary>Files that were left behind are compressed: the driver's own, or the shim's where the driver has none.</summary>
    public bool Compress { get; init; }

    /// <summary>Rather lose lines than let more than the buffer wait for a receiver that takes nothing.</summary>
    public bool NonBlocking { get; init; }

    public long BufferSize { get; init; } = Buffer;

    /// <summary>The log can be read back.</summary>
    public bool IsReadable { get; init; } = true;

    public bool Forwards => LogDriver.Forwards(Driver);

    /// <summary>The shim's files are to be compressed.</summary>
    public bool CompressesLog => Compress && Driver != LogDriver.JsonFile && Driver != LogDriver.None;

    /// <summary>Reads settings that were found good.</summary>
    public static LogPlan Of(LogSettings settings)
    {
        string driver = settings.Driver ?? LogDriver.Local;
        var options = settings.Options;
        bool files = driver is LogDriver.Local or LogDriver.JsonFile;
        string prefix = files ? "" : "cache-";
        long size = options.TryGetValue(prefix + "max-size", out string? text) && LogSizes.TryFile(text, out long bytes) ? bytes : settings.MaxSize ?? 0;
        int count = options.TryGetValue(prefix + "max-file", out text) ? int.Parse(text, CultureInfo.InvariantCulture) : settings.MaxFiles ?? 1;
        // As with Docker the local driver compresses unless it is told not to.
        bool compress = options.TryGetValue(prefix + "compress", out text) ? LogOptionTable.IsTrue(text) : settings.Driver == LogDriver.Local && size > 0 && count > 1;
        long buffer = options.TryGetValue("max-buffer-size", out text) && LogSizes.TryBuffer(text, out bytes) ? bytes : Buffer;
        return new LogPlan
        {
            Driver = driver,
            Options = options,
            FileSize = driver == LogDriver.None ? RingSize : size,
            Files = driver == LogDriver.None ? RingFiles : count,
            Compress = compress,
            NonBlocking = options.GetValueOrDefault("mode") == "non-blocking",
            BufferSize = buffer,
            IsReadable = driver != LogDriver.None && !(options.TryGetValue("cache-disabled", out text) && LogOptionTable.IsTrue(text)),
        };
    }
}
