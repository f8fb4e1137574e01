using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace ActorEngine.Networking;

/// <summary>The control socket of slirp4netns(1): one question and one answer in JSON for each connection.</summary>
internal sealed class SlirpSocket(string path)
{
    private const int Patience = 1000, Longest = 1 << 20;

    /// <summary>The numbers of its forwards.</summary>
    public Dictionary<ForwardKey, int> List()
    {
        var found = new Dictionary<ForwardKey, int>();
        foreach (JsonNode? entry in Ask(new JsonObject { ["execute"] = "list_hostfwd" })?["entries"] as JsonArray ?? [])
            found[new ForwardKey((string)entry!["proto"]!, (string)entry["host_addr"]!, (int)entry["host_port"]!)] = (int)entry["id"]!;
        return found;
    }

    /// <summary>The number of the new forward; null where the host's port is taken.</summary>
    public int? Add(ForwardKey key) => (int?)Ask(new JsonObject
    {
        ["execute"] = "add_hostfwd",
        ["arguments"] = new JsonObject { ["proto"] = key.Protocol, ["host_addr"] = key.Address, ["host_port"] = key.Port, ["guest_port"] = key.Port },
    })?["id"];

    public void Remove(int id) => Ask(new JsonObject { ["execute"] = "remove_hostfwd", ["arguments"] = new JsonObject { ["id"] = id } });

    // Its answer comes within a millisecond from a process of this machine; one that hangs is waited for no longer than a second.
    private JsonNode? Ask(JsonObject question)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { ReceiveTimeout = Patience, SendTimeout = Patience };
        socket.Connect(new UnixDomainSocketEndPoint(path));
        socket.Send(Encoding.UTF8.GetBytes(question.ToJsonString()));
        socket.Shutdown(SocketShutdown.Send);
        byte[] part = new byte[4096];
        using var answer = new MemoryStream();
        for (int count; answer.Length < Longest && (count = socket.Receive(part)) > 0;) answer.Write(part, 0, count);
        return JsonNode.Parse(answer.ToArray())?["return"];
    }
}
