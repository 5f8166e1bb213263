"""The planted campaign that the demo, the tests and the benchmarks share."""

from .campaign import Campaign
from .timeline import CampaignReposts, Timeline, campaign_reposts, plan_campaign
from .writing import write_campaign

__all__ = [
    "Campaign",
    "CampaignReposts",
    "Timeline",
    "campaign_reposts",
    "plan_campaign",
    "write_campaign",
]
