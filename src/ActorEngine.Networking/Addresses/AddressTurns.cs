using ActorEngine.Contracts;

namespace ActorEngine.Networking;

/// <summary>The address given last in each network and family; the next one is looked for behind it. Lost with the daemon, which does no harm.</summary>
internal sealed class AddressTurns
{
    private readonly Dictionary<(NetworkId Network, bool Six), Ip> last = [];

    public Ip? LastOf(NetworkId network, bool six) => last.TryGetValue((network, six), out Ip address) ? address : null;

    public void Remember(NetworkId network, Ip address) => last[(network, address.Six)] = address;

    public void Forget(NetworkId network)
    {
        last.Remove((network, false));
        last.Remove((network, true));
    }
}
