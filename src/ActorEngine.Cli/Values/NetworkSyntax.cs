using ActorEngine.Contracts;
using ActorEngine.Shapes;

namespace ActorEngine.Cli.Values;

/// <summary>Values of --network: a network's name, or its name and what is asked of it as KEY=VALUE fields between commas.</summary>
internal static class NetworkSyntax
{
    private const string Fields = "name, alias, ip, ip6 and mac-address";

    public static NetworkChoice Parse(string text)
    {
        if (!text.Contains('=')) return new NetworkChoice(Name(text, text));
        string? name = null, ip = null, ip6 = null, mac = null;
        List<string> aliases = [];
        foreach (string field in CommaList.Split(text))
        {
            int equals = field.IndexOf('=');
            string key = equals < 0 ? field : field[..equals], value = equals < 0 ? "" : field[(equals + 1)..];
            if (value.Length == 0) throw new FormatException($"'{field}' of '{text}' is no field; write KEY=VALUE, such as name=back,ip=10.5.0.9.");
            switch (key.ToLowerInvariant())
            {
                case "name": name = Name(value, text); break;
                case "alias": aliases.Add(value); break;
                case "ip": ip = SmallSyntax.Address(value); break;
                case "ip6": ip6 = SmallSyntax.Address(value); break;
                case "mac-address": mac = value; break;
                default: throw new FormatException($"'{key}' of '{text}' is not known; the fields are {Fields}.");
            }
        }

        return new NetworkChoice(name ?? throw new FormatException($"'{text}' names no network; add name=NETWORK."))
        {
            Endpoint = new EndpointSettings { Address = ip, Address6 = ip6, MacAddress = mac, Aliases = aliases },
        };
    }

    /// <summary>What flags of their own ask, added to the first network.</summary>
    /// <exception cref="FormatException">Both ask for the same thing.</exception>
    public static EndpointSettings Merge(EndpointSettings first, EndpointSettings flags) => first with
    {
        Address = One(first.Address, flags.Address, "ip"),
        Address6 = One(first.Address6, flags.Address6, "ip6"),
        MacAddress = One(first.MacAddress, flags.MacAddress, "mac-address"),
        Aliases = [.. first.Aliases, .. flags.Aliases],
    };

    private static string? One(string? field, string? flag, string name) =>
        field is null || flag is null ? field ?? flag : throw new FormatException($"{name} is given for the first network twice, in --network and as --{name}; leave one out.");

    private static string Name(string name, string text) =>
        name.Length > 0 ? name : throw new FormatException($"'{text}' is not a network; write bridge, none, host, container:NAME, or a network's name.");
}
