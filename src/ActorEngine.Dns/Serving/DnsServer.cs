using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ActorEngine.Linux;

namespace ActorEngine.Dns;

/// <summary>One port, UDP and TCP, for all networks of an engine; firewall rules lead port 53 of each gateway here.</summary>
internal sealed class DnsServer(ZoneFile zone, Socket datagrams, Socket streams)
{
    /// <summary>Questions that wait for other servers, and connections; more are dropped, and asked again by their askers.</summary>
    private const int MaximumForwarded = 512, MaximumConnections = 128;

    private const int ReadyDescriptor = 3;

    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim forwarded = new(MaximumForwarded), connections = new(MaximumConnections);
    private int turn;

    /// <summary>Serves until it is killed.</summary>
    public static async Task<int> RunAsync(string directory)
    {
        string portFile = Path.Combine(directory, "port");
        int wanted = File.Exists(portFile) && int.TryParse(File.ReadAllText(portFile), out int before) ? before : 0;
        if (Bind(wanted) is not var (datagrams, streams)) return 1;
        // The daemon reads it when the line is whole; the port stays the same over restarts of this program where it can.
        string aside = portFile + ".tmp";
        await File.WriteAllTextAsync(aside, ((IPEndPoint)datagrams.LocalEndPoint!).Port.ToString(CultureInfo.InvariantCulture) + "\n").ConfigureAwait(false);
        File.Move(aside, portFile, overwrite: true);
        var server = new DnsServer(new ZoneFile(Path.Combine(directory, "zone")), datagrams, streams);
        // Tells who started it that questions are taken from here on.
        using (var ready = new FileDescriptor(ReadyDescriptor)) ready.TryWrite("\n"u8);
        await Task.WhenAll(server.DatagramsAsync(), server.StreamsAsync()).ConfigureAwait(false);
        return 0;
    }

    internal static (Socket Datagrams, Socket Streams)? Bind(int wanted)
    {
        foreach (int port in (ReadOnlySpan<int>)[wanted, 0, 0, 0, 0])
        {
            var datagrams = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            var streams = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                datagrams.Bind(new IPEndPoint(IPAddress.Any, port));
                streams.Bind(new IPEndPoint(IPAddress.Any, ((IPEndPoint)datagrams.LocalEndPoint!).Port));
                streams.Listen(128);
                return (datagrams, streams);
            }
            catch (SocketException)
            {
                datagrams.Dispose();
                streams.Dispose();
            }
        }

        return null;
    }

    internal async Task DatagramsAsync()
    {
        byte[] buffer = new byte[Question.LargestRoom];
        var anybody = new IPEndPoint(IPAddress.Any, 0);
        while (true)
        {
            SocketReceiveFromResult got;
            try
            {
                got = await datagrams.ReceiveFromAsync(buffer, anybody).ConfigureAwait(false);
            }
            catch (SocketException)
            {
                // An earlier answer could not be delivered; its asker is gone.
                continue;
            }
            catch (ObjectDisposedException)
            {
                return;
            }

            var from = (IPEndPoint)got.RemoteEndPoint;
            Decision decision = Decision.Of(buffer.AsSpan(0, got.ReceivedBytes), from.Address, zone.Read(), turn++);
            if (decision.Answer is { } answer) await SendAsync(decision.Question.End == 0 ? answer : Answer.Fit(answer, decision.Question), from).ConfigureAwait(false);
            else if (decision.Forward is { } servers && forwarded.Wait(0)) _ = ForwardAsync(buffer[..got.ReceivedBytes], decision.Question, servers, from);
        }
    }

    internal async Task StreamsAsync()
    {
        while (true)
        {
            try
            {
                Socket client = await streams.AcceptAsync().ConfigureAwait(false);
                if (connections.Wait(0)) _ = ConnectionAsync(client);
                else client.Dispose();
            }
            catch (SocketException)
            {
                // It hung up while it waited.
            }
            catch (ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ForwardAsync(byte[] query, Question question, IReadOnlyList<IPAddress> servers, IPEndPoint from)
    {
        try
        {
            byte[] answer = await Forwarder.AskAsync(query, Of(servers)).ConfigureAwait(false) ?? Answer.Failure(query, question);
            await SendAsync(Answer.Fit(answer, question), from).ConfigureAwait(false);
        }
        finally
        {
            forwarded.Release();
        }
    }

    private async Task ConnectionAsync(Socket client)
    {
        try
        {
            IPAddress from = ((IPEndPoint)client.RemoteEndPoint!).Address;
            using var stream = new NetworkStream(client, ownsSocket: true);
            while (true)
            {
                using var patience = new CancellationTokenSource(Silence);
                byte[] query = await Forwarder.ReadAsync(stream, patience.Token).ConfigureAwait(false);
                Decision decision = Decision.Of(query, from, zone.Read(), turn++);
                byte[]? answer = decision.Answer;
                if (decision.Forward is { } servers) answer = await Forwarder.AskStreamAsync(query, Of(servers)).ConfigureAwait(false) ?? Answer.Failure(query, decision.Question);
                if (answer is null) return;
                await Forwarder.WriteAsync(stream, answer, patience.Token).ConfigureAwait(false);
            }
        }
        catch (Exception ended) when (ended is IOException or SocketException or OperationCanceledException)
        {
            // It has heard what it wanted, or was silent too long.
        }
        finally
        {
            client.Dispose();
            connections.Release();
        }
    }

    private async Task SendAsync(byte[] answer, IPEndPoint to)
    {
        try
        {
            await datagrams.SendToAsync(answer, to).ConfigureAwait(false);
        }
        catch (SocketException)
        {
            // The asker is gone, and so is its route.
        }
    }

    private static IReadOnlyList<IPAddress> Of(IReadOnlyList<IPAddress> own) => own.Count > 0 ? own : Forwarder.HostServers();
}
