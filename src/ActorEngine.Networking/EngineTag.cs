namespace ActorEngine.Networking;

/// <summary>How the links and rules of one engine are told from those of others and of other programs.</summary>
internal sealed record EngineTag
{
    private readonly string digits;

    /// <param name="isInside">See <see cref="IsInside"/>.</param>
    public EngineTag(string engineId, bool isInside = false)
    {
        IsInside = isInside;
        EngineId = engineId;
        digits = string.Concat(engineId.Where(char.IsAsciiHexDigit)).ToLowerInvariant();
        if (digits.Length < 12) throw new ArgumentException($"'{engineId}' is too short to tell engines apart.", nameof(engineId));
    }

    public string EngineId { get; }

    /// <summary>The engine has a network namespace of its own; published ports come from outside by way of a forwarder, to an address that the forwarder chooses.</summary>
    public bool IsInside { get; }

    /// <summary>Names of its bridges begin with it: rules name them all by it.</summary>
    public string BridgePrefix => $"ae{digits[..5]}-";

    /// <summary>Names of its ports of bridges begin with it.</summary>
    public string LinkPrefix => $"av{digits[..5]}-";

    /// <summary>The one nftables table that it writes.</summary>
    public string Table => "actorengine_" + digits;

    /// <summary>What stands on its bridges as their alias.</summary>
    public string Alias => "actorengine " + EngineId;

    /// <summary>A link's name: 15 characters are all that the kernel takes.</summary>
    public string Bridge(string id) => BridgePrefix + id[..7];

    public string Link(string id) => LinkPrefix + id[..7];
}
