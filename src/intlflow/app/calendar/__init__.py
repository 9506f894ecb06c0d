"""What happens when: meetings, planned dates, last days and duties, on a page and in people's calendars."""
