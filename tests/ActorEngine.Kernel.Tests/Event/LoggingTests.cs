using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Xunit2;

namespace ActorEngine.Kernel.Tests.Event;

public sealed class LoggingTests : TestKit
{
    public LoggingTests()
        : base("akka.loglevel = DEBUG")
    {
    }

    [Fact]
    public void A_log_call_becomes_an_event_of_its_level()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(LogEvent));
        Sys.Log.Info("value {0} and {1}", 1, "two");
        var info = FishForMessage<LogEvent>(e => e.Message.ToString() == "value 1 and two");
        Assert.Equal(LogLevel.InfoLevel, info.LogLevel());
        Assert.IsType<Info>(info);
        Assert.Equal("ActorSystem(test)", info.LogSource);
    }

    [Fact]
    public void An_error_carries_its_cause()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Error));
        var cause = new InvalidOperationException("why");
        EventFilter.Exception<InvalidOperationException>("what 1").ExpectOne(() => Sys.Log.Error(cause, "what {0}", 1));
        Assert.Same(cause, ExpectMsg<Error>().Cause);
    }

    private sealed class Talker : ReceiveActor
    {
        public Talker()
        {
            var log = Context.GetLogger();
            ReceiveAny(m => log.Warning("got {0}", m));
        }
    }

    [Fact]
    public void The_source_of_an_actors_log_is_its_path()
    {
        var actor = Sys.ActorOf(Props.Create<Talker>(), "talker");
        EventFilter.Warning("got 5", source: "akka://test/user/talker").ExpectOne(() => actor.Tell(5));
    }

    [Fact]
    public void A_filter_fails_the_test_when_nothing_matches()
    {
        var failed = Record.Exception(() =>
            EventFilter.Warning("never said").ExpectOne(TimeSpan.FromMilliseconds(100), () => { }));
        Assert.NotNull(failed);
        Assert.Contains("0/1", failed.Message);
    }

    [Fact]
    public void Filters_match_parts_of_messages()
    {
        EventFilter.Info(contains: "middle").ExpectOne(() => Sys.Log.Info("the middle of it"));
        EventFilter.Info(start: "the mid").ExpectOne(() => Sys.Log.Info("the middle of it"));
        EventFilter.Debug(new System.Text.RegularExpressions.Regex("m.d+le")).ExpectOne(() => Sys.Log.Debug("the middle of it"));
    }

    [Theory]
    [InlineData("DEBUG", LogLevel.DebugLevel)]
    [InlineData("info", LogLevel.InfoLevel)]
    [InlineData("Warning", LogLevel.WarningLevel)]
    [InlineData("ERROR", LogLevel.ErrorLevel)]
    public void Level_names_are_read_in_any_case(string name, LogLevel level) => Assert.Equal(level, Logging.LogLevelFor(name));

    private sealed class Collector : UntypedActor
    {
        public static readonly System.Collections.Concurrent.ConcurrentQueue<LogEvent> Events = new();

        protected override void OnReceive(object message)
        {
            if (message is InitializeLogger)
                Sender.Tell(new LoggerInitialized());
            else if (message is LogEvent logEvent)
                Events.Enqueue(logEvent);
        }
    }

    [Fact]
    public async Task Configuration_names_the_loggers()
    {
        var name = typeof(Collector).AssemblyQualifiedName;
        var system = ActorSystem.Create("logs", $"akka {{ loggers = [\"{name}\"], loglevel = WARNING, stdout-loglevel = OFF }}");
        system.Log.Warning("collected");
        system.Log.Info("not collected");
        AwaitAssert(() => Assert.Contains(Collector.Events, e => e.Message.ToString() == "collected"));
        Assert.DoesNotContain(Collector.Events, e => e.Message.ToString() == "not collected");
        await system.Terminate();
    }
}
