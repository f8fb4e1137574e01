using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Streams;
using ActorEngine.Cli.Values;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Verbs;

/// <summary>The verbs that change networks.</summary>
internal static class NetworkVerbs
{
    public static Verb Create => new("network create", "make a network")
    {
        Synopsis = ["[OPTIONS] NAME"],
        Description = """
            Makes a network with addresses of its own and prints its id. Containers of different networks do not reach each other.

            With the driver macvlan its containers stand on the wire of a link of the host, with hardware addresses of their own: --opt parent=LINK, --opt macvlan_mode=bridge|private|vepa|passthru. The gateway is then a router on that wire.

            With the driver cni its links are made by CNI plugins as a configuration list says that the engine finds in its directory (networks.cni-configuration) under the network's name, or under --opt conflist=NAME.
            """,
        Options =
        [
            Option.Value("driver", "DRIVER", "bridge (default), macvlan or cni.", 'd') with { Choices = ["bridge", "macvlan", "cni"] },
            Option.Flag("ipv6", "Addresses of IPv6 too."),
            Option.List("subnet", "SUBNET", "Its addresses, such as 10.5.0.0/24 and, with --ipv6, fd12:3456:789a::/64; default the next free ones of the engine's pools."),
            Option.List("gateway", "ADDRESS", "The host's address in a subnet, with macvlan the router's; default the first one."),
            Option.List("ip-range", "SUBNET", "The part of a subnet that containers get addresses from."),
            Option.Flag("internal", "No way out of it, and none in."),
            Option.List("opt", "KEY=VALUE", "com.docker.network.bridge.enable_icc=false, com.docker.network.bridge.enable_ip_masquerade=false, com.docker.network.bridge.host_binding_ipv4=ADDRESS or com.docker.network.driver.mtu=BYTES; with macvlan parent=LINK and macvlan_mode=MODE; with cni conflist=NAME.", 'o'),
            Option.List("label", "KEY=VALUE", "Attach a label."),
        ],
        Least = 1,
        Most = 1,
        Examples =
        [
            new("actorctl network create --subnet 10.5.0.0/24 back", "Make a network with chosen addresses."),
            new("actorctl network create --ipv6 --subnet fd12:3456:789a::/64 wide", "Make one with IPv6 too."),
            new("actorctl network create -d macvlan -o parent=eth1 --subnet 192.0.2.0/24 lan", "Put containers on the wire of eth1."),
            new("actorctl network create --internal vault", "Make one that nothing leaves."),
        ],
        SeeAlso = ["network connect", "network ls", "run"],
        Run = async call =>
        {
            var arguments = call.Arguments;
            var created = await call.AskAsync<NetworkCreated>(new CreateNetwork(arguments.Operands[0])
            {
                Driver = arguments.Value("driver") ?? "bridge",
                Ipv6 = arguments.Flag("ipv6"),
                Subnet = FamilyPair.Of(arguments, "subnet").Four,
                Subnet6 = FamilyPair.Of(arguments, "subnet").Six,
                Gateway = FamilyPair.Of(arguments, "gateway").Four,
                Gateway6 = FamilyPair.Of(arguments, "gateway").Six,
                Range = FamilyPair.Of(arguments, "ip-range").Four,
                Range6 = FamilyPair.Of(arguments, "ip-range").Six,
                Internal = arguments.Flag("internal"),
                Options = KeyValues.Of(arguments, "opt"),
                Labels = KeyValues.Of(arguments, "label"),
            });
            call.Console.WriteLine(created.Id.Value);
            return 0;
        },
    };

    public static Verb Connect => new("network connect", "give a container one more network")
    {
        Synopsis = ["[OPTIONS] NETWORK CONTAINER"],
        Description = "Connects a container to a network, at once where it runs, and for its later runs too.",
        Options =
        [
            Option.Value("ip", "ADDRESS", "Its IPv4 address there."),
            Option.Value("ip6", "ADDRESS", "Its IPv6 address there."),
            Option.Value("mac-address", "ADDRESS", "Hardware address of its link there."),
            Option.List("alias", "NAME", "Another name for it there."),
        ],
        Least = 2,
        Most = 2,
        Completes = Completes.Network,
        SeeAlso = ["network disconnect"],
        Run = call => DoneAsync(call, new ConnectNetwork(new NetworkReference(call.Arguments.Operands[0]), new ContainerReference(call.Arguments.Operands[1]))
        {
            Endpoint = new EndpointSettings
            {
                Address = call.Arguments.Value("ip", SmallSyntax.Address),
                Address6 = call.Arguments.Value("ip6", SmallSyntax.Address),
                MacAddress = call.Arguments.Value("mac-address"),
                Aliases = call.Arguments.List("alias"),
            },
        }),
    };

    public static Verb Disconnect => new("network disconnect", "take a network from a container")
    {
        Synopsis = ["[OPTIONS] NETWORK CONTAINER"],
        Description = "Disconnects a container from a network, at once where it runs, and for its later runs too.",
        Options = [Option.Flag("force", "No error where the container is gone.", 'f')],
        Least = 2,
        Most = 2,
        Completes = Completes.Network,
        SeeAlso = ["network connect"],
        Run = call => DoneAsync(call, new DisconnectNetwork(
            new NetworkReference(call.Arguments.Operands[0]), new ContainerReference(call.Arguments.Operands[1]), call.Arguments.Flag("force"))),
    };

    public static Verb Remove => new("network rm", "remove networks")
    {
        Synopsis = ["NETWORK [NETWORK...]"],
        Description = "Removes each network. One that running containers are in is not removed.",
        Least = 1,
        Completes = Completes.Network,
        SeeAlso = ["network prune"],
        Run = call => call.ForEachAsync(async (connection, operand) =>
        {
            await connection.DemandAsync<Done>(new RemoveNetwork(new NetworkReference(operand)));
            return operand;
        }),
    };

    public static Verb Prune => new("network prune", "remove all networks that are not used")
    {
        Synopsis = ["[OPTIONS]"],
        Description = "Removes every network that no running container is in, but for the engine's own. It does not ask whether it should.",
        Options = [Option.List("filter", "KEY=VALUE", "Only those that fit: label=KEY[=VALUE]."), Option.Flag("force", "Accepted for Docker's sake.", 'f')],
        Most = 0,
        SeeAlso = ["network rm"],
        Run = async call =>
        {
            var pruned = await call.AskAsync<NetworksPruned>(new PruneNetworks { Filters = call.Arguments.List("filter", SmallSyntax.Filter) });
            foreach (string name in pruned.Networks) call.Console.WriteLine(name);
            return 0;
        },
    };

    private static async Task<int> DoneAsync(Invocation call, IMessage message)
    {
        await call.AskAsync<Done>(message);
        return 0;
    }
}
