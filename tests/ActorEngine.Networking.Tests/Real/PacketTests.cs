using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Numerics;
using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Networking.Tests;

/// <summary>Packets of the host to published ports over the real kernel, under a tag and subnets of the test's own. Needs root.</summary>
public sealed class PacketTests : IAsyncLifetime
{
    private const int Sctp = 132;
    private readonly string directory = Path.Combine(Path.GetTempPath(), "packets-" + Guid.NewGuid().ToString("N")[..8]);
    private readonly EngineTag tag;
    private readonly LinuxNetworkKernel kernel;
    private readonly NetworkRecord front;
    private readonly int port = Random.Shared.Next(20_000, 30_000);

    public PacketTests()
    {
        string id = Guid.NewGuid().ToString();
        tag = new EngineTag(id);
        kernel = new LinuxNetworkKernel(Samples.Settings with { EngineId = id, RunDirectory = directory });
        front = Samples.Network("front", $"10.199.{Random.Shared.Next(256)}.16/28", 'a') with { Bridge = tag.Bridge(new string('a', 64)) };
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await kernel.RemoveNetworkAsync(NetworksState.Empty, front);
        kernel.Dispose();
        using NftablesContext nft = NftablesContext.Open();
        nft.TryRun($"delete table inet {tag.Table}", out _, out _);
        foreach (string kept in Directory.Exists(directory) ? Directory.GetFiles(Path.Combine(directory, "netns")) : []) NetworkNamespace.Release(kept);
        if (Directory.Exists(directory)) Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task A_flow_of_UDP_goes_to_whoever_has_the_port_now()
    {
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        await client.ConnectAsync(IPAddress.Loopback, port);
        // Nobody has it yet: what the kernel remembers of this must not outlive the publishing.
        await client.SendAsync("early"u8.ToArray());
        foreach (int number in (int[])[1, 2])
        {
            Attachment attachment = Attachment(number, "udp");
            NetworksState state = Samples.State([front], attachment);
            await kernel.AttachAsync(state, attachment);
            using Socket server = await Enter(number, () => new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp));
            server.Bind(new IPEndPoint(IPAddress.Any, 80));
            byte[] heard = new byte[64];
            Task<int> hearing = server.ReceiveAsync(heard, SocketFlags.None);
            // An answer that nobody was there to give comes back as an error of the next call.
            while (!hearing.IsCompleted)
            {
                try
                {
                    await client.SendAsync(new byte[] { (byte)number });
                }
                catch (SocketException)
                {
                }

                await Task.WhenAny(hearing, Task.Delay(50));
            }

            Assert.Equal((1, number), (await hearing, heard[0]));
            await kernel.DetachAsync(Samples.State([front]), attachment);
        }
    }

    [Fact]
    public async Task A_published_port_of_SCTP_is_led_to_the_container()
    {
        Attachment attachment = Attachment(1, "sctp");
        await kernel.AttachAsync(Samples.State([front], attachment), attachment);
        // The kernel may have no SCTP of its own: the packet is made here, and what arrives is noted by a rule.
        using NftablesContext inside = await Enter(1, NftablesContext.Open);
        inside.Run("add table inet t; add set inet t seen { type inet_service; flags dynamic; }; add chain inet t in { type filter hook input priority 0; }; add rule inet t in meta l4proto sctp add @seen { th dport }");
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Raw, ProtocolType.Raw);
        await client.SendToAsync(Packet(), new IPEndPoint(IPAddress.Parse(front.Gateway), 0));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!inside.Run("list set inet t seen").Contains("80", StringComparison.Ordinal)) await Task.Delay(5, patience.Token);
        await kernel.DetachAsync(Samples.State([front]), attachment);
    }

    // An IPv4 header, whose lengths and sums the kernel fills in, and an INIT.
    private byte[] Packet()
    {
        byte[] address = IPAddress.Parse(front.Gateway).GetAddressBytes();
        return [0x45, 0, 0, 0, 0, 0, 0, 0, 64, Sctp, 0, 0, .. address, .. address, .. Init()];
    }

    // RFC 9260 sections 3.1 and 3.3.2.
    private byte[] Init()
    {
        byte[] packet = new byte[32];
        BinaryPrimitives.WriteUInt16BigEndian(packet, 40_000);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)port);
        packet[12] = 1;
        packet[15] = 20;
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(16), 0x01020304);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(20), 65_536);
        packet[25] = packet[27] = 1;
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(28), 1);
        BinaryPrimitives.WriteUInt32LittleEndian(packet.AsSpan(8), Checksum(packet));
        return packet;
    }

    private static uint Checksum(byte[] packet)
    {
        uint sum = uint.MaxValue;
        for (int i = 0; i < packet.Length; i++) sum = BitOperations.Crc32C(sum, i is >= 8 and < 12 ? (byte)0 : packet[i]);
        return ~sum;
    }

    private Attachment Attachment(int number, string protocol)
    {
        Ip address = front.Block.First + (UInt128)number;
        return new Attachment(Samples.Container((char)('0' + number)), 1, $"{number}-1")
        {
            Endpoints = [new Endpoint(front.Id, "eth0", tag.Link(ContainerId.New().Value), address.ToString(), HardwareAddress.Of(address))],
            Ports = [new PublishedPort("0.0.0.0", port, 80, protocol)],
        };
    }

    private async Task<T> Enter<T>(int number, Func<T> work)
    {
        using var thread = new NetworkThread();
        return await thread.RunAsync(() => NetworkNamespace.Enter(Path.Combine(directory, "netns", $"{number}-1"), work));
    }
}
