using Akka.Configuration;

namespace Akka.Persistence;

/// <summary>What to do with a command that finds the internal stash full.</summary>
public interface IStashOverflowStrategy
{
}

/// <summary>The command goes to dead letters.</summary>
public class DiscardToDeadLetterStrategy : IStashOverflowStrategy
{
    private DiscardToDeadLetterStrategy()
    {
    }

    public static DiscardToDeadLetterStrategy Instance { get; } = new();
}

/// <summary>The actor fails with a <see cref="Akka.Actor.StashOverflowException"/>.</summary>
public class ThrowOverflowExceptionStrategy : IStashOverflowStrategy
{
    private ThrowOverflowExceptionStrategy()
    {
    }

    public static ThrowOverflowExceptionStrategy Instance { get; } = new();
}

/// <summary>The sender gets <see cref="Response"/>.</summary>
public sealed class ReplyToStrategy(object response) : IStashOverflowStrategy
{
    public object Response { get; } = response;
}

/// <summary>Makes the strategy named by <c>akka.persistence.internal-stash-overflow-strategy</c>.</summary>
public interface IStashOverflowStrategyConfigurator
{
    IStashOverflowStrategy Create(Config config);
}

public sealed class ThrowExceptionConfigurator : IStashOverflowStrategyConfigurator
{
    public IStashOverflowStrategy Create(Config config) => ThrowOverflowExceptionStrategy.Instance;
}

public sealed class DiscardConfigurator : IStashOverflowStrategyConfigurator
{
    public IStashOverflowStrategy Create(Config config) => DiscardToDeadLetterStrategy.Instance;
}
