using System.Net.Sockets;
using System.Text.Json;
using ActorEngine.Contracts;

namespace ActorEngine.Networking;

/// <summary>
/// Ports of a host whose network is not the engine's: slirp4netns listens there and brings what comes into the engine's namespace. IPv4 over tcp and udp; other
/// ports are published inside the namespace only. It outlives the daemon, and may itself end and begin again, without a port: <see cref="Check"/> makes
/// the two agree. Thread-safe.
/// </summary>
internal sealed class ForwardedPorts(SlirpSocket forwarder) : IPortHolder
{
    private readonly Lock gate = new();

    /// <summary>The ports that containers have, and whether they come through.</summary>
    private readonly Dictionary<ForwardKey, bool> wanted = [];
    private bool silent;

    public bool Take(PublishedPort port)
    {
        if (!IsForwarded(port)) return true;
        lock (gate)
        {
            if (wanted.ContainsKey(ForwardKey.Of(port))) return true;
            if (!IsTaken(ForwardKey.Of(port))) return false;
            wanted[ForwardKey.Of(port)] = true;
            return true;
        }
    }

    public bool Keep(PublishedPort port)
    {
        if (!IsForwarded(port)) return true;
        lock (gate) return wanted[ForwardKey.Of(port)] = IsTaken(ForwardKey.Of(port));
    }

    public void Release(PublishedPort port)
    {
        lock (gate)
        {
            if (!wanted.Remove(ForwardKey.Of(port))) return;
            try
            {
                if (forwarder.List().TryGetValue(ForwardKey.Of(port), out int id)) forwarder.Remove(id);
            }
            catch (Exception failure) when (IsSilence(failure))
            {
                // It is gone, and its ports with it; or it hangs, and the next check takes what is left.
            }
        }
    }

    public IReadOnlyList<string> Check()
    {
        List<string> findings = [];
        lock (gate)
        {
            try
            {
                Dictionary<ForwardKey, int> open = forwarder.List();
                if (silent) findings.Add("slirp4netns answers again.");
                silent = false;
                foreach ((ForwardKey key, int id) in open.Where(pair => !wanted.ContainsKey(pair.Key)))
                {
                    forwarder.Remove(id);
                    findings.Add($"Port {key} was still open, though no container has it; it is closed.");
                }

                foreach ((ForwardKey key, bool cameThrough) in wanted.Where(pair => !open.ContainsKey(pair.Key)).ToArray())
                {
                    bool comesThrough = wanted[key] = forwarder.Add(key) is not null;
                    if (comesThrough) findings.Add($"Port {key} was not open; it is again.");
                    else if (cameThrough) findings.Add($"Port {key} was closed and another program has it now.");
                }
            }
            catch (Exception failure) when (IsSilence(failure))
            {
                if (!silent) findings.Add($"slirp4netns does not answer, so published ports are closed until it does: {failure.Message}");
                silent = true;
            }
        }

        return findings;
    }

    // One that the daemon before this one made counts, unless a container has it.
    private bool IsTaken(ForwardKey key)
    {
        try
        {
            return forwarder.Add(key) is not null || forwarder.List().ContainsKey(key);
        }
        catch (Exception failure) when (IsSilence(failure))
        {
            return false;
        }
    }

    private static bool IsSilence(Exception failure) => failure is SocketException or JsonException;

    private static bool IsForwarded(PublishedPort port) => port.Protocol is "tcp" or "udp" && !PortPlan.IsSix(port.HostAddress);
}
