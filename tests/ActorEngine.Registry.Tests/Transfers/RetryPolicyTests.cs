using System.Net;

namespace ActorEngine.Registry.Tests;

public sealed class RetryPolicyTests
{
    private static readonly RetrySettings Settings = new() { Attempts = 4, First = TimeSpan.FromSeconds(1), Longest = TimeSpan.FromSeconds(3), LongestRetryAfter = TimeSpan.FromMinutes(1) };

    [Theory]
    [InlineData(1, 0.0, 0.5)]
    [InlineData(1, 1.0, 1.0)]
    [InlineData(2, 1.0, 2.0)]
    [InlineData(3, 1.0, 3.0)]
    [InlineData(3, 0.0, 1.5)]
    public void Pauses_double_up_to_the_longest_and_spread_over_their_upper_half(int failures, double jitter, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryPolicy.Pause(Settings, failures, null, null, jitter));

    [Fact]
    public void The_last_attempt_is_not_followed_by_another() => Assert.Null(RetryPolicy.Pause(Settings, 4, null, null, 0));

    [Fact]
    public void A_registry_that_asks_for_time_gets_it() =>
        Assert.Equal(TimeSpan.FromSeconds(30), RetryPolicy.Pause(Settings, 1, HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(30), 0));

    [Fact]
    public void One_that_asks_for_too_much_is_given_up() =>
        Assert.Null(RetryPolicy.Pause(Settings, 1, HttpStatusCode.ServiceUnavailable, TimeSpan.FromMinutes(2), 0));

    [Theory]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.BadRequest)]
    public void What_will_not_change_is_not_repeated(HttpStatusCode status) => Assert.Null(RetryPolicy.Pause(Settings, 1, status, null, 0));

    [Theory]
    [InlineData("120", 120)]
    [InlineData("Thu, 01 Jan 2026 00:00:10 GMT", 10)]
    [InlineData("Wed, 31 Dec 2025 00:00:00 GMT", 0)]
    public void Retry_after_is_seconds_or_a_date(string header, int seconds)
    {
        using var response = new HttpResponseMessage();
        response.Headers.TryAddWithoutValidation("Retry-After", header);
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryPolicy.RetryAfter(response, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)));
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("-5")]
    [InlineData("")]
    public void Nonsense_is_no_wish(string header)
    {
        using var response = new HttpResponseMessage();
        response.Headers.TryAddWithoutValidation("Retry-After", header);
        Assert.Null(RetryPolicy.RetryAfter(response, default));
    }
}
