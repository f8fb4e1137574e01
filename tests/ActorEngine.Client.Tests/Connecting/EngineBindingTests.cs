using System.Collections.Concurrent;
using ActorEngine.Contracts;
using ActorEngine.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace ActorEngine.Client.Tests.Connecting;

public sealed class EngineBindingTests
{
    [Fact]
    public async Task Connecting_binds_the_engines_messages_and_says_nothing_on_the_console()
    {
        using var system = ActorSystem.Create("app", ConfigurationFactory.ParseString($"akka.stdout-logger-class = \"{typeof(Listener).FullName}, ActorEngine.Client.Tests\""));

        await using var first = ContainerEngine.Connect(system, "akka.tcp://Engine@127.0.0.1:1");
        await using var second = ContainerEngine.Connect(system, "akka.tcp://Engine@127.0.0.1:1");

        Assert.IsType<EngineSerializer>(system.Serialization.FindSerializerForType(typeof(SessionFrame)));
        Assert.IsType<EngineSerializer>(system.Serialization.FindSerializerForType(typeof(Fault)));
        Assert.Empty(Listener.Heard.Where(text => text.Contains("overrid", StringComparison.Ordinal)));
        await system.Terminate();
    }

    /// <summary>Stands in for the logger that writes to the console while a system starts.</summary>
    public sealed class Listener : MinimalLogger
    {
        public static ConcurrentQueue<string> Heard { get; } = [];

        protected override void Log(object message) => Heard.Enqueue(message.ToString()!);
    }
}
