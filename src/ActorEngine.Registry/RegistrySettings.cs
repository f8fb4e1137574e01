using ActorEngine.Contracts;

namespace ActorEngine.Registry;

/// <summary>What the registry client needs to know of its engine.</summary>
public sealed record RegistrySettings
{
    /// <summary>The engine's state directory; the client keeps <c>registry/credentials.json</c> below it.</summary>
    public required string StateDirectory { get; init; }

    /// <summary>The registry of references that say none.</summary>
    public string DefaultRegistry { get; init; } = ReferenceName.DefaultDomain;

    /// <summary>What is special about a registry, by HOST[:PORT] as image names say it.</summary>
    public IReadOnlyDictionary<string, RegistryHostSettings> Hosts { get; init; } = new Dictionary<string, RegistryHostSettings>();

    /// <summary>Pulls, pushes and questions at once; more are refused as overloaded.</summary>
    public int MaxJobs { get; init; } = 64;

    /// <summary>Blobs that one push sends at once.</summary>
    public int ParallelUploads { get; init; } = 3;

    /// <summary>A larger blob is sent in chunks of this size, so that a cut costs one chunk.</summary>
    public long UploadChunkBytes { get; init; } = 64L << 20;

    /// <summary>Bytes of a manifest, index or image configuration, of a page of tags, of a token.</summary>
    public int MaxDocumentBytes { get; init; } = 4 << 20;

    /// <summary>Longest time for a connection to be made.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Longest time without a byte: of an answer, of a body.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>When and how often a failed request is repeated.</summary>
    public RetrySettings Retry { get; init; } = new();

    /// <summary>Where the time comes from.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where the jitter of pauses comes from.</summary>
    public Random Random { get; init; } = Random.Shared;
}

/// <summary>When and how often a failed request is repeated.</summary>
public sealed record RetrySettings
{
    /// <summary>Attempts in a row without progress, the first included.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>Longest pause before the second attempt; it doubles with each further one.</summary>
    public TimeSpan First { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Bound of the doubling.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Longest Retry-After that is waited for; a registry that asks for more is given up.</summary>
    public TimeSpan LongestRetryAfter { get; init; } = TimeSpan.FromMinutes(2);
}

/// <summary>What is special about one registry.</summary>
public sealed record RegistryHostSettings
{
    /// <summary>Its certificate is not checked, and plain HTTP is spoken where it has no TLS. Loopback addresses are so without being told.</summary>
    public bool Insecure { get; init; }

    /// <summary>PEM file of the authorities that its certificate is checked against, beside those of the system.</summary>
    public string? Authorities { get; init; }

    /// <summary>PEM file of the certificate that the engine shows.</summary>
    public string? Certificate { get; init; }

    /// <summary>PEM file of its key.</summary>
    public string? Key { get; init; }

    /// <summary>Registries, HOST[:PORT] each, that are asked first when an image of this one is pulled.</summary>
    public IReadOnlyList<string> Mirrors { get; init; } = [];
}
