using ActorEngine.Gateway.Hosting;

namespace ActorEngine.Gateway.Tests.Hosting;

public sealed class GuestsTests
{
    private readonly Clock clock = new();

    [Fact]
    public void Silence_begins_with_the_start_and_with_the_last_to_leave()
    {
        var guests = new Guests(clock);
        clock.Seconds = 5;
        Assert.Equal(TimeSpan.FromSeconds(5), guests.Silence);

        guests.Enter();
        guests.Enter();
        guests.Leave();
        clock.Seconds = 9;
        Assert.Equal((TimeSpan.Zero, 1), (guests.Silence, guests.Count));

        guests.Leave();
        clock.Seconds = 12;
        Assert.Equal(TimeSpan.FromSeconds(3), guests.Silence);
    }

    private sealed class Clock : TimeProvider
    {
        public int Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
