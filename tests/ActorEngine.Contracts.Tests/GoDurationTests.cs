using ActorEngine.Contracts;

namespace ActorEngine.Contracts.Tests;

public sealed class GoDurationTests
{
    [Theory]
    [InlineData("00:00:00", "0s")]
    [InlineData("00:00:00.0000001", "0.1µs")]
    [InlineData("00:00:00.0200000", "20ms")]
    [InlineData("00:00:00.3000000", "300ms")]
    [InlineData("00:00:01.5000000", "1.5s")]
    [InlineData("00:01:30", "1m30s")]
    [InlineData("01:00:03", "1h0m3s")]
    [InlineData("1.01:00:00", "25h0m0s")]
    [InlineData("-00:00:01.5000000", "-1.5s")]
    public void A_time_is_printed_as_Go_prints_it(string time, string text) => Assert.Equal(text, GoDuration.Of(TimeSpan.Parse(time, System.Globalization.CultureInfo.InvariantCulture)));
}
