using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace ActorEngine.Transport;

/// <summary>Who is at the other end, as the kernel recorded it when the connection was made (SO_PEERCRED, SO_PEERGROUPS).</summary>
/// <param name="Groups">Supplementary groups.</param>
public sealed record PeerIdentity(int Pid, uint User, uint Group, IReadOnlyList<uint> Groups)
{
    private const int SocketLevel = 1, PeerCredentials = 17, PeerGroups = 59;

    /// <summary>True where the peer's own or supplementary groups hold this one.</summary>
    public bool IsMemberOf(uint group) => Group == group || Groups.Contains(group);

    /// <summary>Asks the kernel who connected a Unix socket.</summary>
    public static PeerIdentity Of(Socket socket)
    {
        Span<byte> credentials = stackalloc byte[12];
        socket.GetRawSocketOption(SocketLevel, PeerCredentials, credentials);
        return new PeerIdentity(
            BinaryPrimitives.ReadInt32LittleEndian(credentials),
            BinaryPrimitives.ReadUInt32LittleEndian(credentials[4..]),
            BinaryPrimitives.ReadUInt32LittleEndian(credentials[8..]),
            GroupsOf(socket));
    }

    private static uint[] GroupsOf(Socket socket)
    {
        // The kernel bounds supplementary groups at 65,536.
        for (int capacity = 64; capacity <= 65536; capacity *= 32)
        {
            byte[] groups = new byte[capacity * sizeof(uint)];
            try
            {
                int bytes = socket.GetRawSocketOption(SocketLevel, PeerGroups, groups);
                return MemoryMarshal.Cast<byte, uint>(groups.AsSpan(0, bytes)).ToArray();
            }
            catch (SocketException) when (capacity < 65536)
            {
                // ERANGE: there are more.
            }
        }

        return [];
    }
}
