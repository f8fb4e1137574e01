using Akka.Util;

namespace Akka.Actor.Setup;

/// <summary>The pieces of set-up that a system is created with. Immutable.</summary>
public sealed class ActorSystemSetup
{
    public static readonly ActorSystemSetup Empty = new(new Dictionary<Type, Setup>());

    private readonly IReadOnlyDictionary<Type, Setup> _setups;

    private ActorSystemSetup(IReadOnlyDictionary<Type, Setup> setups) => _setups = setups;

    public static ActorSystemSetup Create(params Setup[] setup)
    {
        var setups = new Dictionary<Type, Setup>();
        foreach (var piece in setup)
            setups[piece.GetType()] = piece;
        return new ActorSystemSetup(setups);
    }

    public Option<T> Get<T>()
        where T : Setup => _setups.TryGetValue(typeof(T), out var setup) ? (T)setup : Option<T>.None;

    /// <summary>A copy with the piece added, or replaced when there is one of its type.</summary>
    public ActorSystemSetup WithSetup<T>(T setup)
        where T : Setup => new(new Dictionary<Type, Setup>(_setups) { [setup.GetType()] = setup });

    public ActorSystemSetup And<T>(T setup)
        where T : Setup => WithSetup(setup);

    public override string ToString() => $"ActorSystemSettings({string.Join(",", _setups.Keys.Select(t => t.FullName))})";
}
