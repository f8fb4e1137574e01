using System.Buffers.Binary;
using System.Net.Sockets;
using ActorEngine.Cli.Values;
using ActorEngine.Linux;

namespace ActorEngine.Cli.Building;

/// <summary>The SSH agents that --ssh lends to a build, by name. The build may ask them for their keys and for signatures, and for nothing else.</summary>
internal sealed class SshAgents : IDisposable
{
    private const int LongestAnswer = 256 << 10;

    /// <summary>SSH_AGENTC_REQUEST_IDENTITIES and SSH_AGENTC_SIGN_REQUEST (draft-miller-ssh-agent).</summary>
    private const byte ListKeys = 11, Sign = 13;
    private readonly Dictionary<string, string> sockets = [];
    private readonly List<KeyAgent> own = [];

    public IEnumerable<string> Names => sockets.Keys;

    /// <summary>Reads <c>NAME[=SOCKET]</c>, or <c>NAME=KEY[,KEY...]</c>; gives the name.</summary>
    /// <exception cref="FormatException">It makes no sense, or there is no such agent or key.</exception>
    public string Add(string text, Func<string, string?> environment)
    {
        int equals = text.IndexOf('=');
        string name = equals < 0 ? text : text[..equals];
        if (name.Length == 0) throw new FormatException($"'{text}' has no name; write default, or NAME=SOCKET.");
        if (sockets.ContainsKey(name)) throw new FormatException($"'{name}' is given twice.");
        IReadOnlyList<string> paths = equals < 0
            ? [environment("SSH_AUTH_SOCK") is { Length: > 0 } socket ? socket : throw new FormatException("SSH_AUTH_SOCK is not set; start an agent, or write NAME=SOCKET or NAME=KEYFILE.")]
            : CommaList.Split(text[(equals + 1)..]);
        FileStatus[] found = [.. paths.Select(path => FileStat.Of(path, followLinks: true) ?? throw new FormatException($"'{path}': there is no such socket or key file."))];
        if (found.Any(status => status.IsSocket)) sockets[name] = paths.Count == 1 ? paths[0] : throw new FormatException($"'{text}': one socket, or key files.");
        else
        {
            var agent = KeyAgent.Start(paths);
            own.Add(agent);
            sockets[name] = agent.Socket;
        }

        return name;
    }

    /// <summary>What an agent answers to a message; empty where there is no answer.</summary>
    public async Task<byte[]> AskAsync(string name, byte[] message)
    {
        if (!sockets.TryGetValue(name, out string? path) || message.Length == 0 || message[0] is not (ListKeys or Sign)) return [];
        try
        {
            return await AskSocketAsync(path, message);
        }
        catch (Exception gone) when (gone is SocketException or IOException)
        {
            // The program is told that the agent failed.
            return [];
        }
    }

    public void Dispose()
    {
        foreach (KeyAgent agent in own) agent.Dispose();
    }

    private static async Task<byte[]> AskSocketAsync(string path, byte[] message)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path));
        await using var agent = new NetworkStream(socket);
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, message.Length);
        await agent.WriteAsync((byte[])[.. length, .. message]);
        await agent.ReadExactlyAsync(length);
        int size = BinaryPrimitives.ReadInt32BigEndian(length);
        if (size is < 0 or > LongestAnswer) return [];
        byte[] answer = new byte[size];
        await agent.ReadExactlyAsync(answer);
        return answer;
    }
}
