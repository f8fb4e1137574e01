using ActorEngine.Transport;

namespace ActorEngine.Gateway.Hosting;

/// <summary>What the program was started with.</summary>
/// <param name="Engine">The engine that it speaks to.</param>
/// <param name="SocketPath">The Unix socket that it makes; null where it was handed one that listens.</param>
/// <param name="ListeningDescriptor">A listening socket that it inherited; null where it makes its own.</param>
internal sealed record GatewayOptions(EngineEndpoint Engine, string? SocketPath, int? ListeningDescriptor)
{
    /// <summary>How to call it.</summary>
    public const string Usage = "usage: actor-gateway [--engine unix:///PATH] (--listen unix:///PATH | --listen fd:NUMBER) [--listen-tls fd:NUMBER]";

    /// <summary>A listening TCP socket that it inherited, for clients with certificates.</summary>
    public int? TlsDescriptor { get; init; }

    /// <exception cref="FormatException">An argument is unknown or malformed; the message says which.</exception>
    public static GatewayOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new GatewayOptions(EngineEndpoint.FromEnvironment(), null, null);
        for (int i = 0; i < arguments.Count; i += 2)
        {
            string value = i + 1 < arguments.Count ? arguments[i + 1] : throw new FormatException($"{arguments[i]} wants a value.");
            options = arguments[i] switch
            {
                "--engine" => options with { Engine = EngineEndpoint.Parse(value) },
                "--listen" when Descriptor(value) is { } number => options with { ListeningDescriptor = number },
                "--listen" when value.StartsWith("unix:///", StringComparison.Ordinal) => options with { SocketPath = value["unix://".Length..] },
                "--listen" => throw new FormatException($"--listen takes unix:///PATH or fd:NUMBER, not '{value}'."),
                "--listen-tls" => options with { TlsDescriptor = Descriptor(value) ?? throw new FormatException($"--listen-tls takes fd:NUMBER, not '{value}'.") },
                _ => throw new FormatException($"There is no argument '{arguments[i]}'."),
            };
        }

        return options.SocketPath is null && options.ListeningDescriptor is null ? throw new FormatException("--listen is missing.") : options;
    }

    private static int? Descriptor(string value) =>
        value.StartsWith("fd:", StringComparison.Ordinal) && int.TryParse(value.AsSpan(3), out int number) && number > 2 ? number : null;
}
