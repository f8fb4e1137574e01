using Akka.Actor;

namespace Akka.Serialization;

public partial class Serialization
{
    [ThreadStatic]
    private static Information? _current;

    /// <summary>For whom references are being written on this thread.</summary>
    /// <exception cref="InvalidOperationException">Nothing is being serialized.</exception>
    public static Information GetCurrentTransportInformation() => _current
        ?? throw new InvalidOperationException("CurrentTransportInformation is not set. Use Serialization.WithTransport<T>.");

    /// <summary>Runs a function while references are written as the system's own.</summary>
    public static T WithTransport<T>(ExtendedActorSystem system, Func<T> action) =>
        WithInformation(system.Provider.SerializationInformation, action, static run => run());

    /// <summary>As the other, without a closure.</summary>
    public static T WithTransport<TState, T>(ExtendedActorSystem system, TState state, Func<TState, T> action) =>
        WithInformation(system.Provider.SerializationInformation, state, action);

    [Obsolete("Obsolete. Use the SerializeWithTransport<T>(ExtendedActorSystem) method instead.")]
    public static T WithTransport<T>(ActorSystem system, Address address, Func<T> action) =>
        WithInformation(new Information(address, system), action, static run => run());

    /// <summary>The text of a reference that <see cref="DeserializeActorRef"/> reads.</summary>
    public static string SerializedActorPath(IActorRef? actorRef)
    {
        if (actorRef is null)
            return string.Empty;
        var path = actorRef.Path;
        var origin = actorRef is ActorRefWithCell withCell ? withCell.UnderlyingCell.SystemImpl : null;
        if (_current is not { } information)
            return origin is null ? path.ToSerializationFormat() : path.ToSerializationFormatWithAddress(origin.Provider.DefaultAddress);
        if (origin is null || ReferenceEquals(origin, information.System))
            return path.ToSerializationFormatWithAddress(information.Address);
        return path.ToSerializationFormatWithAddress(origin.Provider.GetExternalAddressFor(information.Address) ?? origin.Provider.DefaultAddress);
    }

    internal static T WithInformation<TState, T>(Information information, TState state, Func<TState, T> action)
    {
        var outer = _current;
        _current = information;
        try
        {
            return action(state);
        }
        finally
        {
            _current = outer;
        }
    }
}
