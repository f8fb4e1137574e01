using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace ActorEngine.Kernel.Tests.Actor;

/// <summary>Behaviour at the edges, where it is easily made otherwise.</summary>
public class SmallDifferencesTests : Akka.TestKit.Xunit2.TestKit
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Null_is_an_answer()
    {
        IActorRef actor = ActorOf<Nothing>();
        Assert.Null(await actor.Ask<string>("anything", Long));
    }

    [Theory]
    [InlineData("")]
    [InlineData("deadLetters")]
    [InlineData("/deadLetters")]
    public void The_dead_letters_identify_themselves_as_nobody(string path)
    {
        Sys.ActorSelection(path).Tell(new Identify(1), TestActor);
        Assert.Equal(Nobody.Instance, ExpectMsg<ActorIdentity>().Subject);
    }

    [Fact]
    public void The_dead_letters_are_nobody() => Assert.True(Sys.DeadLetters.IsNobody());

    [Fact]
    public void A_protocol_is_read_in_any_case_and_written_in_small_letters()
    {
        Assert.True(ActorPath.TryParse("aKKa://sYs@hOst:4711/pAth", out ActorPath? path));
        Assert.Equal("akka://sYs@host:4711/pAth", path!.ToString());
    }

    [Theory]
    [InlineData("akka://host:1234/a/", true)]
    [InlineData("http://sys@host:1234/a", false)]
    public void An_address_begins_with_akka(string text, bool valid) => Assert.Equal(valid, Address.TryParse(text, out Address? _));

    [Fact]
    public void A_relative_path_keeps_what_is_encoded_and_drops_the_first_slash()
    {
        Assert.Equal(["a", "b%2fc"], RelativeActorPath.Unapply("/a/b%2fc"));
        Assert.Null(RelativeActorPath.Unapply("akka://sys/a"));
    }

    [Fact]
    public void An_illegal_name_is_told_what_is_legal()
    {
        var fault = Assert.Throws<InvalidActorNameException>(() => Sys.ActorOf<Nothing>("üß"));
        Assert.Contains("only contain ASCII letters, digits and these special characters", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unsubscribing_below_a_channel_leaves_out_that_part_of_it()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Exception));
        Assert.True(Sys.EventStream.Unsubscribe(TestActor, typeof(ArgumentException)));
        Sys.EventStream.Publish(new ArgumentNullException());
        Sys.EventStream.Publish(new InvalidOperationException());
        ExpectMsg<InvalidOperationException>();
    }

    [Fact]
    public void A_repeated_action_that_fails_is_not_repeated()
    {
        int failures = 0;
        Sys.Scheduler.Advanced.ScheduleRepeatedly(TimeSpan.Zero, TimeSpan.FromMilliseconds(10), () =>
        {
            Interlocked.Increment(ref failures);
            throw new InvalidOperationException("once");
        });
        IActorRef probe = TestActor;
        int ticks = 0;
        Sys.Scheduler.Advanced.ScheduleRepeatedly(TimeSpan.Zero, TimeSpan.FromMilliseconds(10), () =>
        {
            if (Interlocked.Increment(ref ticks) == 10) probe.Tell("ten");
        });
        ExpectMsg("ten");
        Assert.Equal(1, Volatile.Read(ref failures));
    }

    [Fact]
    public async Task A_shutdown_says_why_and_with_which_exit_code()
    {
        Assert.Equal(1, CoordinatedShutdown.UnknownReason.Instance.ExitCode);
        Assert.Equal(0, CoordinatedShutdown.ActorSystemTerminateReason.Instance.ExitCode);
        Sys.EventStream.Subscribe(TestActor, typeof(Info));
        Task<Akka.Done> ended = CoordinatedShutdown.Get(Sys).Run(CoordinatedShutdown.UnknownReason.Instance);
        FishForMessage<Info>(info => info.Message.ToString()!.EndsWith("UnknownReason]. Exiting with [ExitCode:1].", StringComparison.Ordinal));
        await ended;
    }

    [Fact]
    public void A_configuration_of_one_word_has_no_members() => Assert.False(ConfigurationFactory.ParseString("SuiteName").HasPath("a"));

    [Fact]
    public void The_end_of_a_configuration_closes_its_objects() =>
        Assert.Equal(2, ConfigurationFactory.ParseString("a {\n  b = 1\n  c {\n    d = 2\n  }").GetInt("a.c.d"));

    [Fact]
    public async Task Serializing_all_messages_lets_texts_and_numbers_pass()
    {
        using ActorSystem system = ActorSystem.Create("serializing", "akka.actor.serialize-messages = on");
        IActorRef actor = system.ActorOf(Props.Create<Echo>());
        Assert.Equal("text", await actor.Ask<string>("text", Long));
        Assert.Equal(7, await actor.Ask<int>(7, Long));
        await system.Terminate().WaitAsync(Long);
    }

    private sealed class Nothing : ReceiveActor
    {
        public Nothing() => ReceiveAny(_ => Sender.Tell(null));
    }
}
