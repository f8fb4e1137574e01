using Akka.Actor;

namespace Akka.Remote;

/// <summary>The number that tells this incarnation of the system from earlier ones at the same address.</summary>
public class AddressUid : IExtension
{
    public readonly int Uid = Random.Shared.Next();
}

/// <summary>Makes the <see cref="AddressUid"/> of a system.</summary>
public class AddressUidExtension : ExtensionIdProvider<AddressUid>
{
    public override AddressUid CreateExtension(ExtendedActorSystem system) => new();

    public static int Uid(ActorSystem system) => system.WithExtension<AddressUid, AddressUidExtension>().Uid;
}
