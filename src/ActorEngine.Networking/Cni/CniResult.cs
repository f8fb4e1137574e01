using System.Net;
using System.Net.NetworkInformation;
using System.Text.Json.Nodes;

namespace ActorEngine.Networking;

/// <summary>What a chain of plugins made (CNI specification 1.0, section 5): the part of it that the engine tells.</summary>
internal static class CniResult
{
    /// <summary>The endpoint with the addresses that its link got.</summary>
    public static Endpoint Apply(Endpoint endpoint, JsonNode? result)
    {
        JsonObject? link = (result?["interfaces"] as JsonArray)?.OfType<JsonObject>().FirstOrDefault(known => Text(known["name"]) == endpoint.Interface && Text(known["sandbox"]).Length > 0);
        endpoint = endpoint with { MacAddress = link is not null && PhysicalAddress.TryParse(Text(link["mac"]), out _) ? Text(link["mac"]) : "" };
        foreach (JsonObject ip in (result?["ips"] as JsonArray)?.OfType<JsonObject>() ?? [])
        {
            if (Subnet.ParseAny(Text(ip["address"])) is not var (address, subnet)) continue;
            // What is none would stand in a container's hosts file.
            string gateway = IPAddress.TryParse(Text(ip["gateway"]), out _) ? Text(ip["gateway"]) : "";
            if (address.Six && endpoint.Address6.Length == 0) endpoint = endpoint with { Address6 = address.ToString(), Prefix6 = subnet.Prefix, Gateway6 = gateway };
            else if (!address.Six && endpoint.Address.Length == 0) endpoint = endpoint with { Address = address.ToString(), Prefix = subnet.Prefix, Gateway = gateway };
        }

        return endpoint;
    }

    public static string Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : "";
}
